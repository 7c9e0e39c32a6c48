import { z } from 'zod';
import { contract, query } from './kernel/index.ts';

export const TagUse = z.object({ tag: z.string(), articles: z.number().int() });
export type TagUse = z.infer<typeof TagUse>;

export const tags = contract({
  list: query({
    access: 'anonymous',
    summary: 'Every tag in use, most used first',
    output: z.array(TagUse),
    // Short, because whoever publishes under a new tag is shown the list of before for as long.
    cache: { maxAge: 10, staleWhileRevalidate: 20 },
    http: { method: 'GET', path: '/tags' },
  }),
});

import { z } from 'zod';

// The work that every subject does: the same zod schemas, and the same functions behind them.

export const Small = z.object({ n: z.number().int() });

export const ArticleInput = z.object({ slug: z.string().min(1).max(100), page: z.number().int().min(0).optional() });

const Article = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  body: z.string(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  author: z.object({ id: z.string(), name: z.string(), bio: z.string().nullable() }),
  favorites: z.number().int(),
});
/** Some 4.4 KB as JSON. */
export const ArticleOutput = z.object({ article: Article, related: z.array(Article) });

/** Some 1 KB as JSON. */
export const WriteInput = z.object({
  title: z.string().min(1).max(200),
  body: z.string().min(1).max(10_000),
  tags: z.array(z.string().max(40)).max(10),
});
export const WriteOutput = z.object({ id: z.string(), length: z.number().int() });

export const MissingInput = z.object({ id: z.string() });
export const MissingOutput = z.object({ id: z.string() });
/** What the declared error carries. */
export const MissingData = z.object({ id: z.string() });

export function small({ n }: z.infer<typeof Small>): z.infer<typeof Small> {
  return { n: n + 1 };
}

export function article({ slug }: z.infer<typeof ArticleInput>): z.infer<typeof ArticleOutput> {
  return { article: articleNamed(slug), related: Array.from({ length: 10 }, (_, index) => articleNamed(`r${index}`)) };
}

function articleNamed(slug: string): z.infer<typeof Article> {
  return {
    id: '1',
    slug,
    title: 'A title',
    body: 'lorem '.repeat(40),
    tags: ['a', 'b', 'c'],
    createdAt: '2026-01-01T00:00:00.000Z',
    author: { id: 'u', name: 'n', bio: null },
    favorites: 3,
  };
}

export function write({ title, body }: z.infer<typeof WriteInput>): z.infer<typeof WriteOutput> {
  return { id: title, length: body.length };
}

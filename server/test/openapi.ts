import { expect } from 'vitest';
import { z } from 'zod';
import { startHost } from './host.ts';

/** What is sent or answered, by its type. */
export const Media = z.object({
  content: z
    .record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()), example: z.unknown().optional() }))
    .optional(),
});
export type Media = z.infer<typeof Media>;
const Described = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string(),
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string(), required: z.boolean() })).default([]),
  requestBody: Media.optional(),
  responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), Media])),
  security: z.array(z.record(z.string(), z.array(z.never()))),
});
type Described = z.infer<typeof Described>;
/** As much of the document as the tests read. */
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Described)),
  tags: z.array(z.object({ name: z.string() })),
  components: z.looseObject({ responses: z.record(z.string(), Media), schemas: z.record(z.string(), z.unknown()) }),
});

/** Starts the product and reads the document of its REST face. */
export async function readDocument() {
  const { url } = await startHost();
  const response = await fetch(`${url}/api/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const json: unknown = await response.json();
  return { url, json, document: Document.parse(json) };
}

/** An operation that has to be there. */
export function operationAt({ paths }: Pick<z.infer<typeof Document>, 'paths'>, place: string): Described {
  const [method = '', path = ''] = place.split(' ');
  const found = paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`The document has no ${place}.`);
  return found;
}

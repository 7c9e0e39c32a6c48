import { Validator } from '@seriousme/openapi-schema-validator';
import { contract } from '@hybrid/contracts';
import { type AnyProcedure, proceduresOf } from '@hybrid/contracts/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';

const Media = z.object({
  content: z
    .record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()), example: z.unknown().optional() }))
    .optional(),
});
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
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Described)),
  tags: z.array(z.object({ name: z.string() })),
  components: z.looseObject({ responses: z.record(z.string(), Media), schemas: z.record(z.string(), z.unknown()) }),
});

async function readDocument() {
  const { url } = await startHost();
  const response = await fetch(`${url}/api/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const json: unknown = await response.json();
  return { url, json, document: Document.parse(json) };
}

/** Every procedure that the REST face answers. */
const mapped = proceduresOf(contract).filter(([, { http }]) => http);

/** An operation that has to be there. */
function operationAt({ paths }: z.infer<typeof Document>, place: string): Described {
  const [method = '', path = ''] = place.split(' ');
  const found = paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`The document has no ${place}.`);
  return found;
}

test('the document is valid OpenAPI 3.1, to a judge who is not ours', async () => {
  const { json } = await readDocument();
  const result = await new Validator().validate(json as Record<string, unknown>);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

/** The statuses that a contract lets an operation answer with. */
function statusesOf({ http, access, errors, input }: AnyProcedure): string[] {
  const declared = Object.values(errors).map(({ status }) => status);
  const common = [...(access === 'anonymous' ? [] : [401]), ...(input ? [422] : []), 429, 500, 503];
  return [...new Set([http?.status ?? 200, ...declared, ...common])].map(String);
}

test('every procedure with a place in the REST face is described, with its success and each of its errors', async () => {
  const { document } = await readDocument();
  const all = mapped;
  expect(all.length).toBeGreaterThan(20);
  expect(Object.values(document.paths).flatMap(Object.keys)).toHaveLength(all.length);
  for (const [name, procedure] of all) {
    const described = operationAt(document, `${procedure.http?.method} ${procedure.http?.path}`);
    expect(described.summary, name).toBe(procedure.summary);
    expect(Object.keys(described.responses), name).toEqual(expect.arrayContaining(statusesOf(procedure)));
  }
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('articlesCreate');
});

test('every parameter of a path is described, and who has to say who they are', async () => {
  const { document } = await readDocument();
  const tokens = [{ Token: [] }, { Bearer: [] }];
  for (const [path, operations] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name, required }) => [name, required])).toEqual(names.map((name) => [name, true]));
    }
  }
  expect(operationAt(document, 'GET /tags').security).toEqual([]);
  expect(operationAt(document, 'GET /articles').security).toEqual([{}, ...tokens]);
  expect(operationAt(document, 'GET /user').security).toEqual(tokens);
});

/** The schema of the JSON that is sent or answered. */
function schemaOf(media: unknown): object {
  const schema = Media.parse(media).content?.['application/json']?.schema;
  if (!schema) throw new Error('Nothing is described here.');
  return schema;
}

test('what RealWorld wraps and renames is described as it is on the wire', async () => {
  const { document } = await readDocument();
  const sent = schemaOf(operationAt(document, 'POST /articles').requestBody);
  expect(sent).toMatchObject({ required: ['article'], properties: { article: { type: 'object' } } });
  expect(sent).toHaveProperty('properties.article.properties.tagList.type', 'array');
  expect(sent).not.toHaveProperty('properties.article.properties.tags');
  expect(sent).toHaveProperty('properties.article.required', ['title', 'description', 'body']);
  const changed = schemaOf(operationAt(document, 'PUT /articles/{slug}').requestBody);
  expect(changed).not.toHaveProperty('properties.article.properties.slug');

  const page = schemaOf(operationAt(document, 'GET /articles').responses['200']);
  expect(page).toHaveProperty('properties.articlesCount.type', 'integer');
  expect(page).toHaveProperty('properties.articles.items.properties.tagList.type', 'array');
  expect(page).not.toHaveProperty('properties.articles.items.properties.body');
  const query = operationAt(document, 'GET /articles').parameters.map(({ name }) => name);
  expect(query).toEqual(expect.arrayContaining(['limit', 'offset', 'tag', 'author', 'favorited']));
  expect(query).not.toContain('favoritedBy');

  const user = schemaOf(operationAt(document, 'POST /users').responses['201']);
  expect(user).toHaveProperty('properties.user.properties.token.type', 'string');
  expect(user).not.toHaveProperty('properties.token');
  const tags = schemaOf(operationAt(document, 'GET /tags').responses['200']);
  expect(tags).toMatchObject({ properties: { tags: { type: 'array', items: { type: 'string' } } } });
  expect(operationAt(document, 'DELETE /articles/{slug}').responses['204']).toEqual({});
});

test('every example fits its schema', async () => {
  const { json, document } = await readDocument();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(json as object, 'document');
  const examples: [string, object, unknown][] = [];
  const collect = (name: string, { content = {} }: z.infer<typeof Media>) => {
    for (const { schema, example, examples: several } of Object.values(content)) {
      if (example !== undefined) examples.push([name, schema, example]);
      const named = z
        .record(z.string(), z.object({ value: z.unknown() }))
        .default({})
        .parse(several);
      for (const [key, { value }] of Object.entries(named)) examples.push([`${name} ${key}`, schema, value]);
    }
  };
  for (const [name, response] of Object.entries(document.components.responses)) collect(name, response);
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    collect(`${operation.operationId} sent`, operation.requestBody ?? {});
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!('$ref' in response)) collect(`${operation.operationId} ${status}`, response);
    }
  }
  expect(examples.length).toBeGreaterThan(50);
  for (const [name, schema, example] of examples) {
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object;
    const validate = ajv.compile(local);
    expect(validate(example) ? [] : validate.errors, name).toEqual([]);
  }
});

test('what is documented can be done: the example of a registration registers, that of an article publishes', async () => {
  const { url, document } = await readDocument();
  const send = async (place: string, token?: string) => {
    const [method = '', path = ''] = place.split(' ');
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Token ${token}` }) };
    const body = JSON.stringify(operationAt(document, place).requestBody?.content?.['application/json']?.example);
    return fetch(`${url}/api${path}`, { method, headers, body });
  };
  const registered = await send('POST /users');
  expect(registered.status).toBe(201);
  const { user } = z.object({ user: z.object({ token: z.string() }) }).parse(await registered.json());
  expect((await send('POST /users/login')).status).toBe(200);
  expect((await send('POST /articles', user.token)).status).toBe(201);
});

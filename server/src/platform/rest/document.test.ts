import { Validator } from '@seriousme/openapi-schema-validator';
import { contract } from '@hybrid/contracts';
import { type Access, type AnyProcedure, proceduresOf } from '@hybrid/contracts/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Media, operationAt, readDocument } from '../../../test/openapi.ts';
import { write } from '../../../test/subject.ts';

/** Every procedure that the REST face answers. */
const mapped = proceduresOf(contract).filter(([, { http }]) => http);

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
  expect(all.length).toBeGreaterThan(10);
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
  expect(ids).toContain('accountsRegister');
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
  const securityOf: Partial<Record<Access, object[]>> = { anonymous: [], public: [{}, ...tokens] };
  for (const [name, { access, http }] of mapped) {
    const { security } = operationAt(document, `${http?.method} ${http?.path}`);
    expect(security, name).toEqual(securityOf[access] ?? tokens);
  }
});

test('every example fits its schema', async () => {
  const { json, document } = await readDocument();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(json as object, 'document');
  const examples: [string, object, unknown][] = [];
  const collect = (name: string, { content = {} }: Media) => {
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

test('what is documented can be done: the example of a registration registers, that of a write writes', async () => {
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
  expect((await send(`POST ${write.rest.path}`, user.token)).status).toBe(201);
});

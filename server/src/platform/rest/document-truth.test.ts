import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { makeExamples } from '../../../test/subject.ts';

const Media = z.object({ content: z.object({ 'application/json': z.looseObject({}) }).optional() });
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string(), example: z.unknown().optional() })).default([]),
  requestBody: Media.optional(),
  responses: z.record(z.string(), z.looseObject({ $ref: z.string().optional(), content: z.unknown().optional() })),
});
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
type Operation = z.infer<typeof Operation>;

/** What an operation is asked by its own examples. */
function exampleOf(path: string, { parameters, requestBody }: Operation): { path: string; body: string | null } {
  const ofParameters = (place: string) =>
    parameters.filter((parameter) => parameter.in === place && parameter.example !== undefined);
  const filled = ofParameters('path').reduce(
    (address, { name, example }) => address.replace(`{${name}}`, encodeURIComponent(String(example))),
    path,
  );
  const query = new URLSearchParams(
    ofParameters('query').map(({ name, example }): [string, string] => [name, String(example)]),
  );
  const body = requestBody?.content?.['application/json']['example'];
  return { path: `${filled}?${query.toString()}`, body: body === undefined ? null : JSON.stringify(body) };
}

/** Where the schema of an answer stands in the document; null where nothing is sent. */
function pointerOf(path: string, method: string, { operation, status }: { operation: Operation; status: number }) {
  const response = operation.responses[status];
  if (!response) throw new Error(`${operation.operationId} answered ${status}, of which its document says nothing.`);
  if (response.$ref !== undefined) return `document${response.$ref}/content/application~1json/schema`;
  if (response.content === undefined) return null;
  const place = `${path.replaceAll('/', '~1')}/${method}/responses/${status}`;
  return `document#/paths/${encodeURI(place)}/content/application~1json/schema`;
}

test('every operation, asked by its own example, answers as its document says', { timeout: 120_000 }, async () => {
  const host = await startHost();
  const json: unknown = await (await fetch(`${host.url}/api/openapi.json`)).json();
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(json as object, 'document');
  const ada = await host.signUp('ada');
  await makeExamples(ada);

  const operations = Object.entries(Document.parse(json).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  for (const [index, { path, method, operation }] of operations.entries()) {
    // A person each: some operations end sessions, or the account itself.
    const { token } = await host.signUp(`person-${index}`);
    const { path: address, body } = exampleOf(path, operation);
    const headers = { authorization: `Token ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
    const response = await fetch(`${host.url}/api${address}`, { method: method.toUpperCase(), headers, body });
    const answer = await response.text();
    const said = `${operation.operationId} answers ${response.status}: ${answer.slice(0, 300)}`;
    expect(response.status, said).toBeLessThan(500);
    const pointer = pointerOf(path, method, { operation, status: response.status });
    if (pointer === null) expect(answer, said).toBe('');
    else {
      const validate = ajv.compile({ $ref: pointer });
      expect(validate(JSON.parse(answer)) ? [] : validate.errors, said).toEqual([]);
    }
  }
  expect(operations.length).toBeGreaterThan(10);
});

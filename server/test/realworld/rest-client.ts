import { readFile } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Host } from '../host.ts';

/** What the specification says of an answer, as far as it is needed here. */
const Specification = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.object({ $ref: z.string() })) })),
  ),
  components: z.object({
    responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })),
  }),
});
type Specification = z.infer<typeof Specification>;

/** An answer of the REST face. */
export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, or null where nothing was sent. */
  readonly body: unknown;
}

interface RestRequest {
  /** Sent as `Token …`. */
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A client of the RealWorld API that holds every answer against the specification. */
export type RestClient = (operation: string, request?: RestRequest) => Promise<RestAnswer>;

/**
 * Makes a client that knows nothing of the contract.
 *
 * @example
 * const { status } = await call('GET /articles/feed?limit=5', { token });
 */
export async function createRestClient(host: Pick<Host, 'url'>): Promise<RestClient> {
  const text = await readFile(new URL('openapi.yml', import.meta.url), 'utf8');
  const check = createCheck(parse(text));
  return async (operation, request = {}) => {
    const [method = '', path = ''] = operation.split(' ');
    const response = await fetch(`${host.url}/api${path}`, { method, ...toInit(request) });
    const sent = await response.text();
    const body: unknown = sent === '' ? null : JSON.parse(sent);
    const answer = { status: response.status, headers: response.headers, body };
    check({ method, path: path.split('?')[0] ?? '' }, answer);
    return answer;
  };
}

/** Text is sent as it stands, anything else as JSON. */
function toInit({ token, body, headers }: RestRequest): RequestInit {
  const credentials = token === undefined ? {} : { authorization: `Token ${token}` };
  if (body === undefined) return { headers: { ...credentials, ...headers } };
  return {
    headers: { ...credentials, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** A text in an answer, by its place: `article.slug`. */
export function textAt({ body }: RestAnswer, place: string): string {
  const found = place
    .split('.')
    .reduce((value: unknown, key) => (typeof value === 'object' && value ? Reflect.get(value, key) : undefined), body);
  return z.string({ error: `There is no text at ${place} of ${JSON.stringify(body)}.` }).parse(found);
}

function createCheck(document: unknown) {
  const { paths, components } = Specification.parse(document);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The whole document, so that its own references lead somewhere.
  ajv.addSchema(document as object, 'specification');
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (name: string) => {
    const pointer = `specification#/components/responses/${name}/content/application~1json/schema`;
    const validator = validators.get(name) ?? ajv.compile({ $ref: pointer });
    validators.set(name, validator);
    return validator;
  };

  return ({ method, path }: { method: string; path: string }, { status, body }: RestAnswer) => {
    const operation = findOperation(paths, method.toLowerCase(), path);
    if (!operation) return;
    const name = responseOf(operation, status);
    const content = components.responses[name]?.content ?? {};
    if (Object.keys(content).length === 0) return expect(body, `${method} ${path} says nothing`).toBeNull();
    const validate = validatorOf(name);
    expect(validate(body) ? [] : validate.errors, `${method} ${path} answers ${status} as ${name}`).toEqual([]);
  };
}

/** An error the specification does not name for an operation still has the shape of its errors. */
function responseOf({ responses }: Specification['paths'][string][string], status: number): string {
  const declared = responses[String(status)]?.$ref.split('/').at(-1);
  if (declared === undefined && status < 400) throw new Error(`The specification knows no answer ${status} here.`);
  return declared ?? 'GenericError';
}

/** Of two that fit, the one without a parameter is meant. */
function findOperation(paths: Specification['paths'], method: string, path: string) {
  const fitting = Object.entries(paths)
    .filter(([template]) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .toSorted(([a], [b]) => a.split('{').length - b.split('{').length);
  return fitting[0]?.[1][method];
}

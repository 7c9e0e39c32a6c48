import type { AnyProcedure, ErrorDeclaration, PlatformErrorName, RestWording } from '@hybrid/contracts/kernel';
import { platformErrors } from '@hybrid/contracts/kernel';
import type { z } from 'zod';
import { wordsOf } from './answer-failure.ts';
import { exampleOf } from './example-of.ts';
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts';
import type { Operation } from './operation.ts';

/** The schema of what every refusal answers. */
export const errorSchema: JsonSchema = {
  type: 'object',
  description: 'Why a request was refused.',
  properties: {
    errors: {
      type: 'object',
      description: 'Messages by field, as predicates; what concerns the request as a whole stands under `request`.',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    code: { type: 'string', description: 'The name of the failure, for programs.' },
    requestId: { type: 'string', description: 'The id under which it was logged: to be quoted when asking for help.' },
  },
  required: ['errors', 'code', 'requestId'],
};

const requestId = '019a7c3e-5b1f-7d42-9e86-3f0a2c4d6b81';
const errorRef = { $ref: '#/components/schemas/Error' };

interface Told {
  readonly name: string;
  readonly status: number;
  readonly message: string;
  readonly data?: JsonSchema;
}

/** The refusals of the platform that several operations share, by the name of their component. */
const shared: Record<string, Told> = {
  Unauthorized: platformError('UNAUTHORIZED'),
  Forbidden: platformError('FORBIDDEN'),
  PayloadTooLarge: platformError('PAYLOAD_TOO_LARGE'),
  UnsupportedMediaType: { name: 'INVALID_INPUT', status: 415, message: 'What was sent is no JSON.' },
  InvalidInput: platformError('INVALID_INPUT'),
  IdempotencyConflict: platformError('IDEMPOTENCY_CONFLICT'),
  TooManyRequests: platformError('TOO_MANY_REQUESTS'),
  Internal: platformError('INTERNAL'),
  Unavailable: platformError('UNAVAILABLE'),
};

function platformError(name: PlatformErrorName): Told {
  return { name, ...platformErrors[name] };
}

/** The components that `errorResponsesOf` refers to. */
export function sharedResponses(wording: RestWording): Record<string, object> {
  return Object.fromEntries(
    Object.entries(shared).map(([component, told]) => {
      const headers = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } };
      const described = { description: told.message, ...((told.status === 429 || told.status === 503) && { headers }) };
      const example = exampleOfError(told, { wording });
      return [component, { ...described, content: { 'application/json': { schema: errorRef, example } } }];
    }),
  );
}

/** Describes every refusal of an operation, by status. */
export function errorResponsesOf(operation: Operation, wording: RestWording): Record<string, object> {
  const { contract } = operation.compiled;
  const declared = Object.entries(contract.errors).map(([name, declaration]) => toldOf(name, declaration));
  const common = Object.entries(shared).filter(([component]) => mayAnswer(component, operation));
  const statuses = new Set([...declared, ...common.map(([, told]) => told)].map(({ status }) => status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const own = declared.filter((told) => told.status === status);
      const [found] = common.filter(([, told]) => told.status === status);
      if (own.length === 0 && found) return [status, { $ref: `#/components/responses/${found[0]}` }];
      return [status, describe(found ? [...own, found[1]] : own, { wording, operation })];
    }),
  );
}

function toldOf(name: string, { status, message, data }: ErrorDeclaration): Told {
  // Whatever a contract holds as a schema is one of zod's: the narrow type spares the compiler the comparison.
  const schema = data && jsonSchemaOf(data as unknown as z.ZodType, 'output');
  return { name, status, message: message ?? name, ...(schema && { data: schema }) };
}

const asking: ReadonlySet<AnyProcedure['access']> = new Set(['viewer', 'operator', 'admin']);

function mayAnswer(component: string, { compiled: { contract }, hasBody }: Operation): boolean {
  switch (component) {
    case 'Unauthorized':
      return contract.access !== 'anonymous';
    case 'Forbidden':
      return asking.has(contract.access);
    case 'PayloadTooLarge':
    case 'UnsupportedMediaType':
      return hasBody;
    case 'IdempotencyConflict':
      return contract.idempotent === true;
    case 'InvalidInput':
      return contract.input !== undefined;
    default:
      return true;
  }
}

interface Setting {
  readonly wording: RestWording;
  readonly operation?: Operation;
}

function describe(errors: readonly Told[], setting: Setting): object {
  const data = errors.flatMap((told) => told.data ?? []);
  const properties = {
    code: { enum: errors.map(({ name }) => name) },
    ...(data.length > 0 && { data: data.length === 1 ? data[0] : { anyOf: data } }),
  };
  const schema = { allOf: [errorRef, { type: 'object', properties }] };
  const examples = Object.fromEntries(
    errors.map((told) => [told.name, { summary: told.message, value: exampleOfError(told, setting) }]),
  );
  const description = errors.map(({ message }) => message).join(' ');
  return { description, content: { 'application/json': { schema, examples } } };
}

function exampleOfError(told: Told, { wording, operation }: Setting): object {
  const setting = { shape: operation?.shape ?? null, wordings: wording.errors, hasToken: false };
  const errors = told.name === 'INVALID_INPUT' ? invalidExample(told) : wordsOf(told, setting);
  return { errors, code: told.name, ...(told.data && { data: exampleOf(told.data, wording.examples) }), requestId };
}

function invalidExample({ status }: Told): Record<string, string[]> {
  return status === 415
    ? { request: ['must be JSON, sent with the header Content-Type: application/json'] }
    : { title: ["can't be blank"] };
}

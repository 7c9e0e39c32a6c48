import type { Access, AnyProcedure, RestWording } from '@hybrid/contracts/kernel';
import { restCaching } from '../calls/cache-headers.ts';
import { errorResponsesOf, errorSchema, sharedResponses } from './document-errors.ts';
import { exampleOf } from './example-of.ts';
import { type JsonSchema, jsonSchemaOf, propertiesOf, requiredOf } from './json-schema.ts';
import type { Operation, TextParameter } from './operation.ts';
import { bodySchemaOf, toWireSchema } from './wire-schema.ts';

/** What the document is made of. */
export interface DocumentOptions {
  readonly operations: readonly Operation[];
  readonly wording: RestWording;
  readonly version: string;
}

/** Builds the OpenAPI 3.1 document of the REST face: input as what may be sent, output as what is sent. */
export function buildDocument({ operations, wording, version }: DocumentOptions): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: describe(operation, wording),
    };
  }
  const document = {
    openapi: '3.1.0',
    info: { title: wording.title, description: wording.description, version },
    servers: [{ url: '/api' }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Error: errorSchema },
      responses: sharedResponses(wording),
      securitySchemes: {
        Token: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'The word `Token`, a space, and the token of the sign-in: `Token …`.',
        },
        Bearer: { type: 'http', scheme: 'bearer', description: 'The token of the sign-in.' },
      },
    },
  };
  return withHoistedSchemas(document);
}

/** The heading that an operation stands under: its feature, in words. */
export function tagOf({ name }: Pick<Operation, 'name'>): string {
  const words = (name.split('.')[0] ?? '').replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The name of an operation in the document: `sessionsList`. */
export function operationIdOf({ name }: Pick<Operation, 'name'>): string {
  return name.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function describe(operation: Operation, wording: RestWording): object {
  const { name, compiled, inPath, inQuery, hasBody } = operation;
  const parameters = [
    ...inPath.map((parameter) => ({ in: 'path', ...describeParameter(parameter, operation, wording) })),
    ...inQuery.map((parameter) => ({ in: 'query', ...describeParameter(parameter, operation, wording) })),
    ...(compiled.contract.idempotent ? [idempotencyKey] : []),
  ];
  return {
    operationId: operationIdOf(operation),
    tags: [tagOf(operation)],
    summary: compiled.contract.summary ?? name,
    ...describeDeprecation(compiled.contract),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && { requestBody: describeBody(operation, wording) }),
    responses: { [operation.status]: describeAnswer(operation, wording), ...errorResponsesOf(operation, wording) },
    security: securityOf(compiled.contract.access),
  };
}

const idempotencyKey = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description:
    'Names the call, so that it is carried out once, however often it is sent within 24 hours: a UUID of your own.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function describeDeprecation({ deprecated }: AnyProcedure): object {
  if (!deprecated) return {};
  const { since, sunset, instead } = deprecated;
  return { deprecated: true, description: `Deprecated since ${since}, and gone from ${sunset} on. ${instead}` };
}

function describeParameter({ field, name }: TextParameter, { input, inPath }: Operation, { examples }: RestWording) {
  const schema = new Map(propertiesOf(input ?? {})).get(field) ?? {};
  const isRequired = inPath.some((parameter) => parameter.field === field) || requiredOf(input ?? {}).has(field);
  return {
    name,
    required: isRequired,
    ...(typeof schema['description'] === 'string' && { description: schema['description'] }),
    schema,
    // An example of an optional parameter would be sent by whoever tries the operation out.
    ...(isRequired && { example: exampleOf(schema, examples, name) }),
  };
}

function describeBody(operation: Operation, { examples }: RestWording): object {
  const schema = bodySchemaOf(operation);
  const example = exampleOf(schema, examples);
  return { required: requiredOf(schema).size > 0, content: { 'application/json': { schema, example } } };
}

const descriptions: Record<number, string> = { 200: 'Done.', 201: 'Made.', 204: 'Done; there is nothing to tell.' };

function describeAnswer({ compiled, method, shape, status }: Operation, { examples }: RestWording): object {
  const description = { description: descriptions[status] ?? 'Done.', headers: describeCaching(compiled, method) };
  if (status === 204) return description;
  const schema = toWireSchema(shape, jsonSchemaOf(compiled.contract.output, 'output'));
  return { ...description, content: { 'application/json': { schema, example: exampleOf(schema, examples) } } };
}

function describeCaching({ contract }: Operation['compiled'], method: string): object {
  const { 'Cache-Control': value = '' } = restCaching([contract], { method, hasFailed: false });
  return {
    'Cache-Control': { description: 'What a cache may do with it.', schema: { type: 'string' }, example: value },
  };
}

function securityOf(access: Access): object[] {
  if (access === 'anonymous') return [];
  const schemes = [{ Token: [] }, { Bearer: [] }];
  return access === 'public' ? [{}, ...schemes] : schemes;
}

/** zod puts schemas that have an id beside the one that names them; here they are components, found from everywhere. */
function withHoistedSchemas(document: { components: { schemas: Record<string, JsonSchema> } }): object {
  // The components are written after the paths, and so with all that was found in those.
  const text = JSON.stringify(document, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$defs' in value)) return value;
    const { $defs, ...rest } = value;
    Object.assign(document.components.schemas, $defs);
    return rest;
  });
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as object;
}

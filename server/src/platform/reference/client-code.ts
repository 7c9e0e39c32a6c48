import { brief, type LockedProcedure } from '@hybrid/contracts/gate';
import { inBrackets, literal } from './literal.ts';

/** A piece of code to be copied. */
export interface CodeSample {
  readonly title: string;
  readonly code: string;
}

/** What the code of a procedure is made of. */
export interface CodeSource {
  readonly name: string;
  readonly procedure: LockedProcedure;
  /** What it is called with; undefined where nothing is sent. */
  readonly input: unknown;
  /** The address of this server. */
  readonly origin: string;
}

/** Code that makes the clients which the other samples call. */
export function startCode(origin: string): CodeSample[] {
  return [
    {
      title: 'Typed client',
      code: [`import { createClient } from '@hybrid/contracts/client';`, '', clientCreation(origin, true)].join('\n'),
    },
    {
      title: 'React',
      code: [
        `import type { ApiRouter } from '@hybrid/contracts';`,
        `import { createTRPCReact } from '@trpc/react-query';`,
        '',
        'const trpc = createTRPCReact<ApiRouter>();',
      ].join('\n'),
    },
  ];
}

/** Code that calls a procedure: the typed client, React, and what tells its failures apart. */
export function clientCode(source: CodeSource): CodeSample[] {
  const failures = failureCode(source);
  return [
    { title: 'Typed client', code: typedCode(source) },
    { title: 'React', code: reactCode(source) },
    ...(failures === null ? [] : [{ title: 'Failures', code: failures }]),
  ];
}

function typedCode({ name, procedure, input, origin }: CodeSource): string {
  const { kind, access } = procedure;
  const head = [
    `import { createClient } from '@hybrid/contracts/client';`,
    '',
    clientCreation(origin, access !== 'anonymous' && access !== 'public'),
  ];
  if (kind === 'subscription')
    return [...head, `const { unsubscribe } = ${listening(`api.${name}.subscribe(`, input)}`].join('\n');
  return [...head, calling(`const answer = await api.${name}.${kind === 'query' ? 'query' : 'mutate'}(`, input)].join(
    '\n',
  );
}

function clientCreation(origin: string, hasToken: boolean): string {
  const before = 'const api = createClient(';
  const fields = [`url: ${literal(origin)}`, ...(hasToken ? ['token'] : [])];
  return `${before}${inBrackets('{}', fields, { taken: before.length + 2 })});`;
}

function calling(before: string, input: unknown): string {
  return `${before}${input === undefined ? '' : literal(input, { taken: before.length + 2 })});`;
}

function listening(before: string, input: unknown): string {
  const call = `${before}${literal(input, { taken: before.length + 3 })}, {`;
  return [call, '  onData: ({ id, data }) => console.log(id, data),', '});'].join('\n');
}

function reactCode({ name, procedure: { kind }, input }: CodeSource): string {
  switch (kind) {
    case 'query':
      return calling(`const { data, error } = trpc.${name}.useQuery(`, input);
    case 'subscription':
      return listening(`trpc.${name}.useSubscription(`, input);
    case 'mutation':
    default:
      return `const { mutate, error } = trpc.${name}.useMutation();\n\n${calling('mutate(', input)}`;
  }
}

function failureCode({ name, procedure: { errors } }: CodeSource): string | null {
  if (!errors) return null;
  const cases = Object.entries(errors).flatMap(([error, { message, data }]) => [
    `  case ${literal(error)}:`,
    ...(message === undefined ? [] : [`    // ${message.replaceAll(/\s+/g, ' ')}`]),
    ...(data ? [`    console.log(failure.data); // ${brief(data)}`] : []),
    '    break;',
  ]);
  return [
    `import { contract } from '@hybrid/contracts';`,
    `import { declaredError } from '@hybrid/contracts/kernel';`,
    '',
    `const failure = declaredError(contract.${name}, error);`,
    'switch (failure?.name) {',
    ...cases,
    '  default:',
    '    throw error;',
    '}',
  ].join('\n');
}

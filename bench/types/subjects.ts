/** A way to write a contract: the same schemas, in the words of one library. */
export interface Subject {
  readonly name: string;
  /** The files of the contract, by their names; one of them is `index.ts`. */
  contract(groups: readonly Group[]): Record<string, string>;
  /** A program that calls some of the procedures. */
  client(calls: readonly Call[]): string;
}

/** Procedures that stand in one file. */
export interface Group {
  readonly name: string;
  readonly procedures: readonly Procedure[];
}

/** One procedure: every second one writes. */
export interface Procedure {
  readonly name: string;
  readonly isWrite: boolean;
  /** The names of its schemas, which stand in the same file. */
  readonly input: string;
  readonly output: string;
}

/** A procedure that the client calls. */
export interface Call {
  readonly group: string;
  readonly procedure: Procedure;
}

const SENT = `{ id: 'a', tags: ['b'] }`;

/** Ours: a contract as data, collected as a namespace, its router a named interface. */
export const ours: Subject = {
  name: 'ours',
  contract: (groups) => ({
    ...groupFiles(groups, {
      imports: `import { contract, mutation, query } from '@hybrid/contracts/kernel';`,
      group: (name, members) => `export const ${name} = contract({\n${members}\n});`,
      procedure: ({ name, isWrite, input, output }) =>
        `  ${name}: ${isWrite ? 'mutation' : 'query'}({ access: 'public', input: ${input}, output: ${output}, errors: { GONE: { status: 404, data: Gone } } }),`,
    }),
    'features.ts': exportsOf(groups),
    'index.ts': `import type { ContractRouter } from '@hybrid/contracts/kernel';
import * as contract from './features.ts';
export { contract };
export interface ApiRouter extends ContractRouter<typeof contract> {}`,
  }),
  client: (calls) => `import { createTRPCClient } from '@trpc/client';
import type { ApiRouter } from 'contract';
const client = createTRPCClient<ApiRouter>({ links: [] });
${trpcCalls(calls)}`,
};

/** A tRPC router as its documentation writes one; its errors have no types, so that it declares none. */
export const trpc: Subject = {
  name: 'tRPC router',
  contract: (groups) => ({
    ...groupFiles(groups, {
      imports: `import { t } from './t.ts';`,
      group: (name, members) => `export const ${name} = t.router({\n${members}\n});`,
      procedure: ({ name, isWrite, input, output }) =>
        `  ${name}: t.procedure.input(${input}).output(${output}).${isWrite ? 'mutation' : 'query'}(() => { throw new Error('not here'); }),`,
    }),
    't.ts': `import { initTRPC } from '@trpc/server';\nexport const t = initTRPC.create();`,
    'index.ts': `import { t } from './t.ts';
${importsOf(groups)}
export const appRouter = t.router({ ${namesOf(groups)} });
export type AppRouter = typeof appRouter;`,
  }),
  client: (calls) => `import { createTRPCClient } from '@trpc/client';
import type { AppRouter } from 'contract';
const client = createTRPCClient<AppRouter>({ links: [] });
${trpcCalls(calls)}`,
};

/** An oRPC contract, gathered as a namespace: as an object of a thousand its declaration is longer than the compiler writes. */
export const orpc: Subject = {
  name: 'oRPC',
  contract: (groups) => ({
    ...groupFiles(groups, {
      imports: `import { oc } from '@orpc/contract';`,
      group: (name, members) => `export const ${name} = {\n${members}\n};`,
      procedure: ({ name, input, output }) =>
        `  ${name}: oc.errors({ GONE: { status: 404, data: Gone } }).input(${input}).output(${output}),`,
    }),
    ...namespaceOf(groups),
  }),
  client: (calls) => orpcClient('createORPCClient(link)', calls),
};

/** The same without the check that the client is one, which reads the whole contract: no documentation says so. */
export const orpcUnchecked: Subject = {
  ...orpc,
  name: 'oRPC, unchecked',
  client: (calls) => orpcClient('createORPCClient<any>(link)', calls),
};

/** A ts-rest contract, gathered as a namespace for the same reason. */
export const tsRest: Subject = {
  name: 'ts-rest',
  contract: (groups) => ({
    ...groupFiles(groups, {
      imports: `import { initContract } from '@ts-rest/core';\nconst c = initContract();`,
      group: (name, members) => `export const ${name} = c.router({\n${members}\n});`,
      procedure: ({ name, input, output }) =>
        `  ${name}: { method: 'POST', path: '/${input}', body: ${input}, responses: { 200: ${output}, 404: Gone } },`,
    }),
    ...namespaceOf(groups),
  }),
  client: (calls) => `import { initClient } from '@ts-rest/core';
import { contract } from 'contract';
const client = initClient(contract, { baseUrl: '' });
${each(
  calls,
  ({ group, procedure }) =>
    `client.${group}.${procedure.name}({ body: ${SENT} }).then((answer) => (answer.status === 200 ? answer.body.title.length : 0))`,
)}`,
};

interface Words {
  readonly imports: string;
  group(name: string, members: string): string;
  procedure(procedure: Procedure): string;
}

function groupFiles(groups: readonly Group[], words: Words): Record<string, string> {
  const files = groups.map(({ name, procedures }): [string, string] => {
    const schemas = procedures.map(schemasOf).join('\n');
    const members = procedures.map((procedure) => words.procedure(procedure)).join('\n');
    const gone = 'export const Gone = z.object({ id: z.string() });';
    return [
      `${name}.ts`,
      `import { z } from 'zod';\n${words.imports}\n${gone}\n${schemas}\n${words.group(name, members)}`,
    ];
  });
  return Object.fromEntries(files);
}

/** Of the size that an article has; each has a field of its own, so that the compiler cannot take one for another. */
function schemasOf({ input, output }: Procedure): string {
  return `export const ${input} = z.object({
  id: z.string(), tags: z.array(z.string().min(1)).max(20), limit: z.number().int().min(1).max(100).default(20),
  after: z.string().optional(), own${input}: z.boolean().optional(),
});
export const ${output} = z.object({
  id: z.uuid(), title: z.string().min(1).max(160), state: z.enum(['draft', 'live', 'gone']), tags: z.array(z.string()),
  author: z.object({ username: z.string(), bio: z.string().nullable(), image: z.string().nullable(), following: z.boolean() }),
  createdAt: z.iso.datetime(), count: z.number().int(), note: z.string().optional(), own${output}: z.string(),
});`;
}

function namespaceOf(groups: readonly Group[]): Record<string, string> {
  return { 'features.ts': exportsOf(groups), 'index.ts': `export * as contract from './features.ts';` };
}

function exportsOf(groups: readonly Group[]): string {
  return groups.map(({ name }) => `export { ${name} } from './${name}.ts';`).join('\n');
}

function orpcClient(created: string, calls: readonly Call[]): string {
  return `import { createORPCClient, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from 'contract';
declare const link: ClientLink<Record<never, never>>;
const client: ContractRouterClient<typeof contract> = ${created};
${each(calls, ({ group, procedure }) => `client.${group}.${procedure.name}(${SENT}).then(({ title }) => title.length)`)}`;
}

function trpcCalls(calls: readonly Call[]): string {
  return each(calls, ({ group, procedure: { name, isWrite } }) => {
    const method = isWrite ? 'mutate' : 'query';
    return `client.${group}.${name}.${method}(${SENT}).then(({ title }) => title.length)`;
  });
}

function each(calls: readonly Call[], write: (call: Call) => string): string {
  return calls.map((call, index) => `export const answer${index}: Promise<number> = ${write(call)};`).join('\n');
}

function importsOf(groups: readonly Group[]): string {
  return groups.map(({ name }) => `import { ${name} } from './${name}.ts';`).join('\n');
}

function namesOf(groups: readonly Group[]): string {
  return groups.map(({ name }) => name).join(', ');
}

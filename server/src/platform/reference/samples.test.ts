import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { contract, events } from '@hybrid/contracts';
import { describeContract } from '@hybrid/contracts/gate';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { restWording } from '@hybrid/contracts/rest';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../../test/services.ts';
import { features } from '../../features/index.ts';
import { operationsOf } from '../rest/operation.ts';
import { readInput } from '../rest/read-input.ts';
import { createRouteTable } from '../rest/route-table.ts';
import { examplesOf } from './examples-of.ts';
import { describeReference } from './reference.ts';

const compiled = Object.entries(features).map(([name, { router }]) => [name, router.procedures]);
const operations = operationsOf(Object.fromEntries(compiled), restWording);
const findRoutes = createRouteTable(operations);
const { title, examples: values } = restWording;

const publicUrl = new URL('https://conduit.example');
const { groups } = describeReference({
  described: { contract, events },
  operations,
  title,
  values,
  publicUrl,
  version: '1.0.0',
});
const entries = groups.flatMap(({ procedures }) => procedures);

/** What the samples count on: the clients that the page says how to make. */
const given = `
import { type ApiRouter } from '@hybrid/contracts';
import { type TRPCClient } from '@trpc/client';
import { createTRPCReact } from '@trpc/react-query';
import { type TopicKeys } from '@hybrid/contracts/kernel';
declare const api: TRPCClient<ApiRouter>;
declare const token: string;
declare const error: unknown;
const trpc = createTRPCReact<ApiRouter>();
type EventsByName = { [K in keyof typeof events as (typeof events)[K]['name']]: (typeof events)[K] };
declare function useEvent<N extends keyof EventsByName>(
  name: N, keys: TopicKeys<EventsByName[N]['topic']>, onEvent: (payload: PayloadOf<EventsByName[N]>) => void,
): void;
`;

const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'es2024',
  lib: ['es2024', 'dom'],
  module: 'nodenext',
  types: [],
};

/** Type-checks a program that may use what the workspace has installed; answers what the compiler says. */
async function compile(program: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-samples-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'samples.mts'), program);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['samples.mts'] }));
  const run = promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  return run.then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout,
  );
}

/** Puts every sample into a function of its own, and what they import in front of all. */
function programOf(codes: readonly string[]): string {
  const imports = new Set<string>();
  const bodies = codes.map((code, at) => {
    const lines = code.split('\n');
    for (const line of lines) if (line.startsWith('import ')) imports.add(line);
    const body = lines.filter((line) => !line.startsWith('import ')).join('\n');
    return `export async function sample${at}() {\n${body}\n}`;
  });
  // One of them imports the type of what another imports whole.
  const distinct = [...imports].filter((line) => line !== `import type { events } from '@hybrid/contracts';`);
  return [...distinct, `import { events } from '@hybrid/contracts';`, given, ...bodies].join('\n');
}

test('every piece of code on the page compiles against the contract', async () => {
  const typed = entries
    .flatMap(({ samples }) => samples)
    .filter(({ title }) => title !== 'curl')
    .map(({ code }) => code);
  const ofEvents = groups.flatMap(({ events }) => events.flatMap(({ samples }) => samples.slice(0, 3)));
  const codes = [...typed, ...ofEvents.map(({ code }) => code)];
  expect(codes.length).toBeGreaterThan(60);
  expect(await compile(programOf(codes))).toBe('');
});

test('every event names the subscription through which all of them are heard', () => {
  const told = groups.flatMap((group) => group.events);
  expect(told.length).toBeGreaterThan(5);
  expect(new Set(told.map(({ live }) => live))).toEqual(new Set(['live.events']));
});

test('what does not fit the contract would be found', async () => {
  const wrong = [
    'await api.notifications.list.query({ after: 1 });',
    'trpc.accounts.gone.useQuery({});',
    `useEvent('comments.written', {}, () => {});`,
  ];
  const found = await compile(programOf(wrong));
  expect(found).toContain("Type 'number' is not assignable to type 'string'");
  expect(found).toContain("Property 'gone' does not exist");
  expect(found).toContain("Property 'articleId' is missing");
});

const lock = describeContract({ contract, events });
const shown = proceduresOf(contract).flatMap(([name, procedure]) => {
  const locked = lock.procedures[name];
  return locked ? examplesOf(procedure, locked, values).map((example) => ({ name, procedure, example })) : [];
});

test.each(shown)('the example of $name, made or not, is what its schemas take and give', ({ procedure, example }) => {
  if (procedure.input) expect(procedure.input.safeParse(example.input)).toMatchObject({ success: true });
  expect(procedure.output.safeParse(example.output)).toMatchObject({ success: true });
});

/** Reads a call of curl as the shell and the server would. */
function requestOf(curl: string) {
  const [, method = 'GET', address = ''] = /^curl (?:-X (\w+) )?'([^']+)'/.exec(curl) ?? [];
  const [, body] = / -d '([^]*)'$/.exec(curl) ?? [];
  const url = new URL(address);
  const sent: unknown = body === undefined ? undefined : JSON.parse(body.replaceAll(String.raw`'\''`, "'"));
  return {
    method,
    path: url.pathname.replace(/^\/api/, ''),
    query: url.searchParams,
    body: sent as object | undefined,
  };
}

test.each(operations)('the curl of $name asks for what its example does', ({ name }) => {
  const { samples, examples } = entries.find((entry) => entry.name === name) ?? { samples: [], examples: [] };
  const curl = samples.find(({ title }) => title === 'curl');
  const { operation, input } = read(requestOf(curl?.code ?? ''));
  expect(operation.name).toBe(name);
  const [example] = examples;
  expect(input).toEqual(JSON.parse(example?.input ?? 'null') ?? undefined);
});

function read({ method, path, query, body }: ReturnType<typeof requestOf>) {
  const found = findRoutes(path);
  const operation = found?.byMethod.get(method);
  if (!found || !operation) throw new Error(`Nothing answers to ${method} ${path}.`);
  return { operation, input: readInput(operation, { path: found.parametersOf(operation), query, body }) };
}

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

const manyLines = Array.from({ length: 201 }, (_, line) => `export const line${line} = ${line};`).join('\n');
const longBody = Array.from({ length: 51 }, (_, line) => `  total += ${line} * 2;`).join('\n');
const branches = Array.from({ length: 9 }, (_, n) => `  if (n === ${n}) return '${n}';`).join('\n');

/** Each line tries to break a rule: its name, where, and how. */
const violations: [rule: string, file: string, text: string][] = [
  ['no-floating-promises', 'server/src/floating.ts', 'export function start(): void {\n  Promise.resolve();\n}'],
  [
    'no-misused-promises',
    'server/src/misused.ts',
    'export const each = (list: number[]) => list.forEach(async (n) => { await Promise.resolve(n); });',
  ],
  ['no-explicit-any', 'server/src/any.ts', 'export const take = (value: any): unknown => value;'],
  ['no-non-null-assertion', 'server/src/sure.ts', 'export const first = (list: string[]): string => list[0]!;'],
  ['no-default-export', 'server/src/start.ts', 'export default function start(): number {\n  return 1;\n}'],
  ['no-default-export', 'client/src/page.tsx', 'const page = 1;\nexport { page as default };'],
  ['no-process-env', 'server/src/secret.ts', "export const secret = process.env['SECRET'];"],
  [
    'no-restricted-imports',
    'server/src/features/shelves/env.ts',
    "import process from 'node:process';\nexport const home = process.env['HOME'];",
  ],
  ['no-restricted-properties', 'server/src/destructured.ts', 'export const { env } = process;'],
  ['filename-case', 'server/src/sendInvite.ts', 'export const sendInvite = 1;'],
  ['filename-case', 'client/src/InviteList.tsx', 'export const InviteList = 1;'],
  [
    'switch-exhaustiveness-check',
    'server/src/switch.ts',
    "export function word(side: 'left' | 'right'): string {\n  let found = '';\n  switch (side) {\n    case 'left':\n      found = 'l';\n  }\n  return found;\n}",
  ],
  ['consistent-type-imports', 'client/src/type.ts', "export type App = import('../../server/src/any.ts').App;"],
  [
    'no-restricted-properties',
    'server/src/raw.ts',
    "export const raw = (db: { $queryRawUnsafe(sql: string): unknown }) => db.$queryRawUnsafe('SELECT 1');",
  ],
  [
    'no-restricted-properties',
    'server/src/execute.ts',
    "export const run = (tx: { $executeRawUnsafe(sql: string): unknown }) => tx.$executeRawUnsafe('SELECT 1');",
  ],
  [
    'no-restricted-properties',
    'tools/raw.ts',
    "export const raw = (db: { $queryRawUnsafe(sql: string): unknown }) => db.$queryRawUnsafe('SELECT 1');",
  ],
  ['no-console', 'server/src/loud.ts', "console.log('here');\nexport const loud = 1;"],
  ['max-lines', 'server/src/long.ts', manyLines],
  [
    'max-lines-per-function',
    'server/src/body.ts',
    `export function sum(): number {\n  let total = 0;\n${longBody}\n  return total;\n}`,
  ],
  [
    'max-params',
    'server/src/params.ts',
    'export const four = (a: number, b: number, c: number, d: number): number => a + b + c + d;',
  ],
  [
    'complexity',
    'server/src/complex.ts',
    `export function name(n: number): string {\n${branches}\n  return 'many';\n}`,
  ],
];

const innocent = {
  'server/src/fine.ts':
    "export async function wait(): Promise<string> {\n  await Promise.resolve();\n  return 'done';\n}",
  'server/src/env.ts': "export const home = process.env['HOME'];",
  'tools/tool.ts': "console.log(process.env['HOME']);",
  'tools/own.config.ts': 'export default { a: 1 };',
};

let folder = '';
let found: { file: string; rule: string }[] = [];

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lint-'));
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2024',
    types: ['node'],
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  const files = {
    ...innocent,
    ...Object.fromEntries(violations.map(([, file, text]) => [file, text])),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['server', 'client', 'tools'] }),
  };
  await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), `${text}\n`);
  }
  found = await lint();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Finding something is what is expected: the exit code says nothing here. */
async function lint(): Promise<{ file: string; rule: string }[]> {
  const report = await new Promise<string>((resolve) => {
    const args = ['--type-aware', '--deny-warnings', '--format=json', '.'];
    execFile(join(root, 'node_modules/.bin/oxlint'), args, { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) =>
      resolve(stdout),
    );
  });
  const { diagnostics } = JSON.parse(report) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ code, filename }) => ({ file: filename, rule: code.replace(/^.*\((.*)\)$/, '$1') }));
}

test.each(violations)('%s refuses %s', (rule, file) => {
  expect(found).toContainEqual({ file, rule });
});

test('what keeps the rules is left alone', () => {
  const files = Object.keys(innocent);
  expect(found.filter(({ file }) => files.includes(file))).toEqual([]);
});

import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contractFolder, day, notes, releasedFolder } from '../test/contract-folder.ts';

const before = `export const notes = {
  list: query({
    access: 'public',
    input: z.object({ color: z.union([z.string(), z.number()]), code: z.string() }),
    output: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b'), at: z.string() })]),
  }),
  add: mutation({ access: 'user', input: z.object({ text: z.string() }), output: z.null() }),
};
export const noteAdded = event({ name: 'notes.added', topic: 'all', access: 'public', payload: z.object({ id: z.string() }) });
export const contract = { notes };
export const events = { noteAdded };
`;

const after = before
  .replace('z.union([z.string(), z.number()])', 'z.union([z.string(), z.boolean()])')
  .replace('code: z.string()', 'code: z.string().regex(/^100%|a,b:c``$/)')
  .replace("z.literal('b'), at: z.string()", "z.literal(['b', 'c']), at: z.string().nullable()")
  .replace("  add: mutation({ access: 'user', input: z.object({ text: z.string() }), output: z.null() }),\n", '')
  .replace("topic: 'all'", "topic: 'user:{id}'");

/** A contract in which much changed since it was released. */
const changedFolder = () => releasedFolder(before, after);

const Finding = z.strictObject({
  name: z.string(),
  part: z.enum(['procedure', 'input', 'output', 'error', 'event']),
  path: z.string(),
  rule: z.string(),
  verdict: z.enum(['breaking', 'risky', 'safe']),
  title: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  concerns: z.enum(['senders', 'readers', 'callers']),
  why: z.string(),
  instead: z.string(),
  against: z.array(z.string()).min(1),
  source: z.strictObject({ file: z.string(), line: z.int() }),
  ruled: z.literal('breaking').optional(),
  use: z.string().optional(),
  accepted: z.object({ reason: z.string(), until: z.iso.date() }).optional(),
});
const Report = z.strictObject({
  passed: z.boolean(),
  baselines: z.array(z.strictObject({ name: z.string(), hash: z.string().regex(/^[0-9a-f]{16}$/) })),
  problems: z.array(z.string()),
  findings: z.array(Finding),
});

test('as JSON, a program reads each change with its procedure, place, verdict, reason, advice and line', async () => {
  const folder = await changedFolder();
  const { code, stdout } = await folder.contract(['check', '--format', 'json']);
  const report = Report.parse(JSON.parse(stdout));
  expect(report).toMatchObject({ passed: false, problems: [], baselines: [{ name: '1.0.0' }] });
  expect(code).toBe(1);
  expect(report.findings.map(({ verdict, rule, name, path }) => [verdict, name, rule, path])).toEqual([
    ['breaking', 'notes.add', 'procedure-removed', ''],
    ['breaking', 'notes.added', 'topic-changed', ''],
    ['breaking', 'notes.list', 'pattern-set', 'code'],
    ['breaking', 'notes.list', 'union-member-removed', 'color'],
    ['breaking', 'notes.list', 'became-nullable', '(kind=b).at'],
    ['risky', 'notes.list', 'enum-value-added', '(kind=b).kind'],
    ['safe', 'notes.list', 'union-member-added', 'color'],
  ]);
  expect(report.findings[3]).toEqual({
    name: 'notes.list',
    part: 'input',
    path: 'color',
    rule: 'union-member-removed',
    verdict: 'breaking',
    title: 'one of the things it could be was removed',
    before: 'number',
    after: null,
    concerns: 'senders',
    why: 'Clients that are out send what was allowed, and are refused.',
    instead: 'Keep taking it.',
    against: ['1.0.0'],
    source: { file: 'contracts/src/index.ts', line: 5 },
  });
  expect(report.findings.map(({ source }) => `${source.file}:${source.line}`)).toEqual([
    // What is gone is looked up in the lock.
    'contracts/contract.lock.json:1',
    'contracts/src/index.ts:11',
    ...Array.from({ length: 5 }, () => 'contracts/src/index.ts:5'),
  ]);
});

test('on GitHub, each change that matters is an annotation at its line, and nothing in it ends one early', async () => {
  const folder = await changedFolder();
  const { code, stdout } = await folder.contract(['check', '--format', 'github']);
  expect(code).toBe(1);
  const lines = stdout.trimEnd().split('\n');
  const commands = lines.filter((line) => line.startsWith('::'));
  expect(commands.map((line) => line.slice(0, line.indexOf('::', 2)))).toEqual([
    '::error file=contracts/contract.lock.json,line=1,title=breaking%3A procedure-removed',
    '::error file=contracts/src/index.ts,line=11,title=breaking%3A topic-changed',
    '::error file=contracts/src/index.ts,line=5,title=breaking%3A pattern-set',
    '::error file=contracts/src/index.ts,line=5,title=breaking%3A union-member-removed',
    '::error file=contracts/src/index.ts,line=5,title=breaking%3A became-nullable',
    '::warning file=contracts/src/index.ts,line=5,title=risky%3A enum-value-added',
  ]);
  const pattern = commands.find((line) => line.includes('pattern-set')) ?? '';
  expect(pattern).toContain(
    '::notes.list input code: a format or pattern was set: any text → /^100%25|a,b:c``$/.%0AClients that',
  );
  expect(lines.filter((line) => !line.startsWith('::'))).toEqual([
    '5 breaking, 1 risky, 1 safe against 1.0.0. The contract does not pass.',
  ]);
});

test('on GitHub, what is wrong beside the changes is an annotation as well', async () => {
  const folder = await contractFolder(notes());
  const { stdout } = await folder.contract(['check', '--format', 'github']);
  expect(stdout).toMatch(/^::error::.*contract\.lock\.json is stale: run `npm run contract -- lock`/);
});

test('as Markdown, each change is one row of a table, whatever stands in it', async () => {
  const folder = await changedFolder();
  const { code, stdout } = await folder.contract(['check', '--format', 'markdown']);
  expect(code).toBe(1);
  const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
  expect(rows).toHaveLength(2 + 7);
  // A pipe that is not escaped begins another cell.
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  expect(stdout).toContain(
    '| input `code` | a format or pattern was set<br>``` any text → /^100%\\|a,b:c``$/ ``` | Clients that are out',
  );
  expect(stdout).toContain('| ✗ breaking | [notes.list](contracts/src/index.ts#L5) |');
  expect(stdout).toContain('5 breaking, 1 risky, 1 safe against 1.0.0. The contract does not pass.');
});

test('what was accepted is told with its reason in every form', async () => {
  const folder = await changedFolder();
  const reason = 'Nobody ever sent a number, says the usage.';
  const entry = { procedure: 'notes.list', rule: 'union-member-removed', reason, until: day(30) };
  await folder.write('contracts/accepted.json', JSON.stringify([entry]));
  for (const format of ['text', 'json', 'github', 'markdown']) {
    const { stdout } = await folder.contract(['check', '--format', format]);
    expect(stdout).toContain(reason);
    expect(stdout).toContain(day(30));
  }
});

test('for a person, what several procedures share is said once, with the line of each', async () => {
  const shared = `const Note = z.object({ id: z.string(), text: z.string() });
export const notes = {
  one: query({ access: 'public', output: Note }),
  all: query({ access: 'public', output: z.array(Note) }),
  last: query({ access: 'public', output: Note }),
};
export const contract = { notes };
export const events = {};
`;
  const folder = await releasedFolder(shared, shared.replace(', text: z.string()', ''));
  const { code, stdout } = await folder.contract(['check']);
  expect(code).toBe(1);
  const blocks = stripVTControlCharacters(stdout).split('\n\n');
  expect(blocks.map((block) => block.split('\n').slice(0, 3))).toEqual([
    ['notes.all  contracts/src/index.ts:7', expect.stringContaining('output [].text: '), expect.any(String)],
    [
      'notes.last  contracts/src/index.ts:8',
      'notes.one  contracts/src/index.ts:6',
      expect.stringContaining('output text: '),
    ],
    ['3 breaking, 0 risky, 0 safe against 1.0.0. The contract does not pass.', ''],
  ]);
});

import { expect, test } from 'vitest';
import { releasedFolder } from '../test/contract-folder.ts';

const groups = 100;
const each = 10;

/** A product of 1,000 procedures, as large as those of this one; of some, a field changed. */
function product(version: number): string {
  const names = Array.from({ length: groups }, (_, index) => `group${index}`);
  const declared = names.map((name, group) => {
    const procedures = Array.from({ length: each }, (_, index) => {
      const isChanged = version > 1 && index === 0;
      return `  ${index % 2 === 0 ? 'list' : 'save'}${index}: ${index % 2 === 0 ? 'query' : 'mutation'}({
    access: 'user',
    summary: 'What number ${index} of group ${group} does',
    input: z.object({
      id: z.uuid(),
      title: z.string().trim().min(1).max(${isChanged ? 200 : 300}),
      tags: z.array(z.string().max(40)).max(20).optional(),
      kind: z.enum(['draft', 'article', 'note']),
      page: z.int().min(1).default(1),
      ${isChanged ? 'color: z.string().optional(),' : ''}
    }),
    output: z.object({ items: z.array(Item${group}), total: z.int(), ${isChanged ? 'next: z.string().nullable(),' : ''} }),
    errors: { GONE_${index}: { status: 404, data: z.object({ id: z.string() }) }, TAKEN: { status: 409 } },
    http: { method: 'POST', path: '/group${group}/${index}/{id}' },
    limit: '60/hour',
  }),`;
    });
    return `const Item${group} = z.object({
  id: z.uuid(), slug: z.string(), title: z.string(), body: z.string().nullable(), createdAt: z.iso.datetime(),
  author: z.object({ username: z.string(), image: z.string().nullable(), following: z.boolean() }),
  media: z.discriminatedUnion('kind', [z.object({ kind: z.literal('image'), url: z.url() }), z.object({ kind: z.literal('video'), url: z.url(), seconds: z.number() })]).nullable(),
  counts: z.record(z.string(), z.int()),
});
export const ${name} = {\n${procedures.join('\n')}\n};`;
  });
  return `${declared.join('\n')}\nexport const contract = { ${names.join(', ')} };\nexport const events = {};\n`;
}

// Seconds of the processor, as other programs run beside this one.
const usage = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.CPU_FILE, String((user + system) / 1e6));
});
`;

const targetSeconds = 2;

test('1,000 procedures are checked within two seconds', async () => {
  const folder = await releasedFolder(product(1), product(2));
  await folder.write('usage.mjs', usage);
  const env = { CPU_FILE: `${folder.root}/cpu.txt`, NODE_OPTIONS: `--import=${folder.root}/usage.mjs` };
  const begun = performance.now();
  const { code, stdout } = await folder.contract(['check', '--format', 'json'], env);
  const wallSeconds = (performance.now() - begun) / 1000;
  const seconds = Number(await folder.read('cpu.txt'));
  console.log(
    `check of 1,000 procedures: ${seconds.toFixed(2)} s of the processor, ${wallSeconds.toFixed(2)} s; target ${targetSeconds} s`,
  );
  expect(code).toBe(1);
  const { findings }: { findings: { verdict: string }[] } = JSON.parse(stdout);
  const counts = Map.groupBy(findings, ({ verdict }) => verdict);
  // Of each group one procedure: a tighter title, an optional color, a further output.
  expect([...counts].map(([verdict, { length }]) => [verdict, length])).toEqual([
    ['breaking', groups],
    ['safe', 2 * groups],
  ]);
  expect(seconds).toBeLessThan(5 * targetSeconds);
});

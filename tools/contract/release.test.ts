import { expect, test } from 'vitest';
import { broken, contractFolder, day, eachOf, notes, releasedFolder } from '../test/contract-folder.ts';

const longer = notes({ input: '{ text: z.string(), color: z.string().optional() }' });

test('a release keeps the contract of its day, and a second one tells first what changed since', async () => {
  const folder = await contractFolder(notes());
  const { code, stdout } = await folder.contract(['release', '1.0.0']);
  expect(stdout).toMatch(
    /^Kept the contract of 1\.0\.0 in .*contracts\/releases\/1\.0\.0\.json, and its changes in .*docs\/contract-changelog\.md\.\n$/,
  );
  expect(code).toBe(0);
  expect(JSON.parse(await folder.read('contracts/releases/1.0.0.json'))).toMatchObject({ release: '1.0.0', format: 1 });
  expect(await folder.read('docs/contract-changelog.md')).toMatch(
    new RegExp(
      `^# The contract, release by release\n[^#]*\n## 1\\.0\\.0 \\(${day(0)}\\)\n\nThe first release: 1 procedures and 0 events\\.\n$`,
    ),
  );
  await folder.declare(longer);
  await folder.contract(['release', '1.1.0']);
  const changelog = await folder.read('docs/contract-changelog.md');
  expect(changelog.match(/^## .*$/gm)).toEqual([`## 1.1.0 (${day(0)})`, `## 1.0.0 (${day(0)})`]);
  expect(changelog).toContain(`## 1.1.0 (${day(0)})

Since 1.0.0:

**New and changed**

- \`notes.add\`, input \`color\`: an optional property was added (\`string\`).

## 1.0.0`);
  await folder.contract(['lock']);
  expect((await folder.contract(['check'])).stdout).toContain('1 safe against 1.0.0, 1.1.0. The contract passes.');
});

test('a release is compared with the last one before it, also where a later one is out', async () => {
  const folder = await contractFolder(notes());
  await folder.contract(['release', '1.9.0']);
  await folder.contract(['release', '1.10.0']);
  await folder.contract(['release', '2.0.0-beta.1']);
  await folder.contract(['release', '1.9.1']);
  const changelog = await folder.read('docs/contract-changelog.md');
  expect(changelog.match(/^(?:## [^ ]+|Since .*)/gm)).toEqual([
    '## 1.9.1',
    'Since 1.9.0:',
    '## 2.0.0-beta.1',
    'Since 1.10.0:',
    '## 1.10.0',
    'Since 1.9.0:',
    '## 1.9.0',
  ]);
  for (const version of ['1.9.0', '1.9.1', '1.10.0', '2.0.0-beta.1']) await folder.contract(['retire', version]);
  await folder.contract(['release', '3.0.0']);
  expect(await folder.read('docs/contract-changelog.md')).toContain(
    'No earlier release is live: 1 procedures and 0 events.',
  );
});

test('a release is never changed, and is named by a version', async () => {
  const folder = await contractFolder(notes());
  await folder.contract(['release', '1.0.0']);
  const kept = await folder.read('contracts/releases/1.0.0.json');
  const changelog = await folder.read('docs/contract-changelog.md');
  await folder.declare(broken);
  const refusals: [args: string[], says: string][] = [
    [['release', '1.0.0'], 'Release 1.0.0 is there already. A release is never changed: choose the next version.'],
    [['release'], '"" is no version: write three numbers, as in 1.4.0.'],
    [['release', 'v1.1.0'], '"v1.1.0" is no version'],
    [['release', '1.1'], '"1.1" is no version'],
    [['release', '../1.1.0'], '"../1.1.0" is no version'],
    [['retire', '1.1.0'], 'There is no live release 1.1.0.'],
    [['retire', '../contract.lock'], '"../contract.lock" is no version'],
    [['retire'], '"" is no version'],
  ];
  const ended = await eachOf(refusals, ([args]) => folder.contract(args));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect(stderr).toContain(refusals[index]?.[1]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
  expect(await folder.read('contracts/releases/1.0.0.json')).toBe(kept);
  expect(await folder.read('docs/contract-changelog.md')).toBe(changelog);
});

test('a release that is retired counts no more', async () => {
  const folder = await releasedFolder(notes(), broken);
  expect((await folder.contract(['check'])).code).toBe(1);
  expect((await folder.contract(['retire', '1.0.0'])).stdout).toBe('Retired 1.0.0: its clients count no more.\n');
  expect((await folder.contract(['check'])).code).toBe(0);
});

test('a file among the releases that is none is refused', async () => {
  const folder = await contractFolder(notes());
  await folder.contract(['lock']);
  await folder.write('contracts/releases/latest.json', await folder.read('contracts/contract.lock.json'));
  expect((await folder.contract(['check'])).stderr).toContain('latest.json in ');
  await folder.write('contracts/releases/latest.json', '');
  const second = await contractFolder(notes());
  await second.write('contracts/releases/1.0.0.json', '{}');
  const { code, stderr } = await second.contract(['check']);
  expect(stderr).toContain('contracts/releases/1.0.0.json cannot be used: it is no lock of a contract (format: ');
  expect(code).toBe(2);
});

test('a difference is told as a changelog: what breaks first, with what to do', async () => {
  const folder = await contractFolder(notes());
  await folder.contract(['release', '1.0.0']);
  await folder.declare(
    notes({
      input: '{ text: z.string().max(9), color: z.string().optional() }',
      facts: 'errors: { FULL: { status: 409 } }',
    }),
  );
  const release = 'contracts/releases/1.0.0.json';
  const { code, stdout } = await folder.contract(['diff', release]);
  expect(stdout).toBe(`**Breaking**

- \`notes.add\`, input \`text\`: a bound was set or became tighter (\`no maxLength\` → \`maxLength 9\`). Clients that are out may send what lies beyond it, and are refused. Keep the old bound, and cut or refuse inside the handler where that is right.

**Look at this**

- \`notes.add\`, error \`FULL\`: it may fail under another name (\`FULL\`). Clients that are out switch over the failures they knew, and show the new one as unknown. Have clients treat a failure that they do not know by its message.

**New and changed**

- \`notes.add\`, input \`color\`: an optional property was added (\`string\`).

`);
  expect(code).toBe(0);
  expect((await folder.contract(['diff', release, release])).stdout).toBe('Nothing changed for clients.\n\n');
});

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { broken, type ContractFolder, contractFolder, eachOf, notes } from '../test/contract-folder.ts';

/** Serves on a free port until the test is over. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A contract that was locked and committed, and then broken. */
async function brokenFolder(): Promise<ContractFolder> {
  const folder = await contractFolder(notes());
  await folder.git('init', '--initial-branch=main', '--quiet');
  await folder.git('commit', '--quiet', '--allow-empty', '--message=begin');
  await folder.git('tag', 'before-the-lock');
  await folder.contract(['lock']);
  await folder.git('add', 'contracts');
  await folder.git('commit', '--quiet', '--message=lock the contract');
  await folder.git('tag', 'v1');
  await folder.declare(broken);
  return folder;
}

const saysBroken = [
  'breaking input text: a bound was set or became tighter: no maxLength → maxLength 9',
  'Clients that are out may send what lies beyond it, and are refused.',
  'Instead: Keep the old bound, and cut or refuse inside the handler where that is right.',
];

test('the contract is compared with that of a git ref, a file and an address, alone or all at once', async () => {
  const folder = await brokenFolder();
  const lock = await folder.read('contracts/contract.lock.json');
  await folder.write('elsewhere/old.json', lock);
  const asked: string[] = [];
  const url = await serve((req, res) => {
    asked.push(req.url ?? '');
    res.end(lock);
  });
  const file = 'elsewhere/old.json';
  const sources = ['main', 'v1', 'HEAD~0', file, `${url}/some/page`, `${url}/kept/lock.json`];
  const ended = await eachOf(sources, (source) => folder.contract(['check', '--against', source]));
  for (const [index, { code, stdout }] of ended.entries()) {
    for (const words of saysBroken) expect(stdout).toContain(words);
    expect(stdout).toContain(`1 breaking, 0 risky, 0 safe against ${sources[index]}. The contract does not pass.`);
    expect(code).toBe(1);
  }
  expect(asked.toSorted()).toEqual(['/api/contract.json', '/kept/lock.json']);
  const all = await folder.contract(['check', '--against', 'main', '--against', file, '--against', url]);
  // What is the same against each is told once.
  expect(all.stdout).toContain(`1 breaking, 0 risky, 0 safe against main, ${file}, ${url}.`);
  expect(all.code).toBe(1);
});

test('a contract that breaks nothing passes, and one that only might unless the check is strict', async () => {
  const folder = await brokenFolder();
  await folder.declare(notes({ input: '{ text: z.string(), color: z.string().optional() }' }));
  const safe = await folder.contract(['check', '--against', 'main', '--strict']);
  expect(safe).toMatchObject({ code: 0, stderr: '' });
  expect(safe.stdout).toContain('· safe     input color: an optional property was added: string');
  expect(safe.stdout).toContain('0 breaking, 0 risky, 1 safe against main. The contract passes.');
  await folder.declare(notes({ input: '{ text: z.string().trim() }' }));
  expect((await folder.contract(['check', '--against', 'main'])).code).toBe(0);
  const strict = await folder.contract(['check', '--against', 'main', '--strict']);
  expect(strict.stdout).toContain('! risky    input text: what code does with the value changed: none → trim');
  expect(strict.code).toBe(1);
});

test('a lock that does not say what the source says fails the check, and lets what it is compared with alone', async () => {
  const folder = await contractFolder(notes());
  const none = await folder.contract(['check']);
  expect(none.code).toBe(1);
  for (const file of ['contract.lock.json', 'src/facts.ts']) {
    expect(none.stdout).toMatch(new RegExp(`contracts/${file} is stale: run .npm run contract -- lock.`));
  }
  expect((await folder.contract(['lock'])).stdout).toMatch(
    /^Wrote contracts\/contract.lock.json, contracts\/src\/facts.ts: the contract [0-9a-f]{16}\.$/m,
  );
  const first = await folder.contract(['check']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain('No release is live yet');
  await folder.declare(broken);
  const stale = await folder.contract(['check']);
  expect(stale.stdout).toContain('contract.lock.json is stale');
  expect(stale.code).toBe(1);
});

test('a lock is written alike however often, and a folder is named by --directory', async () => {
  const folder = await contractFolder(notes());
  await folder.contract(['lock']);
  const lock = await folder.read('contracts/contract.lock.json');
  const { code, stdout } = await folder.contract(['lock', '--directory', `${folder.root}/contracts`]);
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining(JSON.parse(lock).hash) });
  expect(await folder.read('contracts/contract.lock.json')).toBe(lock);
  expect(await folder.read('contracts/src/facts.ts')).toContain(`hash: '${JSON.parse(lock).hash}'`);
});

test('what cannot be compared with is said clearly, with an exit code of its own', async () => {
  const folder = await brokenFolder();
  const url = await serve((req, res) => {
    const answers: Record<string, [number, string]> = {
      '/no.json': [200, 'hello'],
      '/other.json': [200, '{"name":"x"}'],
      '/newer.json': [200, '{"format":2}'],
    };
    const [status, text] = answers[req.url ?? ''] ?? [404, 'not here'];
    res.writeHead(status).end(text);
  });
  const cut = await serve((_, res) => {
    res.writeHead(200, { 'content-length': '1000' });
    res.write('{', () => res.destroy());
  });
  await folder.write('no-lock.json', '[]');
  const lock = await folder.read('contracts/contract.lock.json');
  await folder.write('by-hand.json', lock.replace('"user"', '"public"'));
  const refusals: [source: string, says: string][] = [
    ['nowhere', '"nowhere" is no file here, no address (https://…) and no git ref of this repository.'],
    ['', '"" is no file here, no address (https://…) and no git ref of this repository.'],
    ['--output=/tmp/x', '"--output=/tmp/x" is no file here'],
    [
      'before-the-lock',
      `At before-the-lock there is no ${folder.root}/contracts/contract.lock.json: the contract was not locked yet.`,
    ],
    ['http://127.0.0.1:9/', 'http://127.0.0.1:9/api/contract.json cannot be reached: '],
    ['http://', '"http://" is no address'],
    [`${cut}/lock.json`, `${cut}/lock.json cannot be reached: `],
    [url, `${url}/api/contract.json answered 404 Not Found.`],
    [`${url}/no.json`, `${url}/no.json cannot be used: it is no JSON.`],
    [`${url}/other.json`, `${url}/other.json cannot be used: it is no lock of a contract (format: `],
    [
      `${url}/newer.json`,
      `${url}/newer.json cannot be used: it is written in form 2, and this program reads forms up to 1`,
    ],
    ['no-lock.json', 'no-lock.json cannot be used: it is no lock of a contract (its whole: '],
    ['by-hand.json', 'it was changed by hand.'],
  ];
  const ended = await eachOf(refusals, ([source]) => folder.contract(['check', `--against=${source}`]));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect(stderr).toContain(refusals[index]?.[1]);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
});

test('a command line that makes no sense is refused with how it is written', async () => {
  const folder = await contractFolder(notes());
  const refusals: [args: string[], says: string][] = [
    [[], 'Usage: npm run contract -- <command>'],
    [['publish'], 'Usage: npm run contract -- <command>'],
    [['toString'], 'Usage: npm run contract -- <command>'],
    [['check', '--agianst', 'main'], "Unknown option '--agianst'"],
    [['check', '--strict=maybe'], "Option '--strict' does not take an argument"],
    [['check', 'main'], 'check has no use for "main". Did you mean --against?'],
    [['lock', 'it'], 'lock has no use for "it".'],
    [['check', '--format', 'yaml'], '"yaml" is no form of a report: choose text, json, github, markdown.'],
    [['check', '--format', 'toString'], '"toString" is no form of a report'],
    [['check', '--since', 'yesterday'], '--since asks for a day, such as 2026-11-01, not "yesterday".'],
    [['check', '--since', '2026-02-30'], '--since asks for a day'],
    [['diff'], 'diff asks for one or two contracts'],
    [['diff', 'a', 'b', 'c'], 'diff has no use for "c".'],
    [['check', '--directory', 'nowhere'], 'nowhere/src/index.ts cannot be loaded: '],
  ];
  const ended = await eachOf(refusals, ([args]) => folder.contract(args));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    const [args, says] = refusals[index] ?? [];
    expect(stderr).toContain(says);
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
  }
  const { code, stderr } = await folder.contract(['--help']);
  expect(stderr).toContain('--against <source>');
  expect(code).toBe(0);
});

test('a contract that cannot be written down is refused with every place', async () => {
  const folder = await contractFolder(notes({ output: '{ at: z.date() }', facts: "limit: '0/hour'" }));
  const { code, stderr } = await folder.contract(['lock']);
  expect(stderr).toContain('The contract cannot be described:');
  expect(stderr).toContain('  notes.add: "0/hour" is no rate');
  expect(stderr).toContain('  notes.add output.at: Date cannot be represented in JSON Schema');
  expect(code).toBe(2);
  await folder.declare('export const contract = {};');
  expect((await folder.contract(['lock'])).stderr).toContain('has to export `contract` and `events`.');
  await folder.declare('throw new Error("not today");');
  const thrown = await folder.contract(['lock']);
  expect(thrown.stderr).toContain('contracts/src/index.ts cannot be loaded: Error: not today');
  expect(thrown.code).toBe(2);
});

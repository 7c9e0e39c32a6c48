import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { broken, day, eachOf, notes, releasedFolder } from '../test/contract-folder.ts';

const client = (lastSeen: number, name = 'spa') => ({
  name,
  version: '1.0.0',
  calls: 12,
  errors: 1,
  errorShare: 0.08,
  lastSeenAt: `${day(lastSeen)}T10:00:00.000Z`,
});

const usage = (clients: object[], more: object = {}) =>
  JSON.stringify({ since: day(-400), procedures: { 'notes.add': { clients, sampled: 0, fields: {}, ...more } } });

test('what no client has called since a day breaks nobody, and of the rest it is said who calls', async () => {
  const folder = await releasedFolder(notes(), broken);
  await folder.write('usage.json', usage([client(-40), client(-20, 'script')]));
  const said = await folder.contract(['check', '--usage', 'usage.json']);
  expect(said.stdout).toContain(`Still called by script 1.0.0 (12 calls, last on ${day(-20)}).`);
  expect(said.stdout).not.toContain('spa');
  expect(said.code).toBe(1);
  const since = await folder.contract(['check', '--usage', 'usage.json', '--since', day(-50)]);
  expect(since.stdout).toContain(`Still called by spa 1.0.0 (12 calls, last on ${day(-40)}), script 1.0.0`);
  expect(since.code).toBe(1);
  const nobody = await folder.contract(['check', '--usage', 'usage.json', '--since', day(-10)]);
  expect(nobody.stdout).toContain(`No client has called it since ${day(-10)}.`);
  expect(nobody.stdout).toContain('0 breaking, 1 risky, 0 safe against 1.0.0. The contract passes.');
  expect(nobody.code).toBe(0);
  expect((await folder.contract(['check', '--strict', '--usage', 'usage.json', '--since', day(-10)])).code).toBe(1);
});

test('a procedure of which nothing was counted is called by nobody', async () => {
  const folder = await releasedFolder(notes(), broken);
  await folder.write('usage.json', JSON.stringify({ procedures: {} }));
  expect((await folder.contract(['check', '--usage', 'usage.json'])).code).toBe(0);
});

const strict = (fields: string) => notes({ input: fields }).replace('z.object(', 'z.strictObject(');

test('an optional field that nobody sends may go, one that somebody does may not', async () => {
  const folder = await releasedFolder(
    strict('{ text: z.string(), color: z.string().optional() }'),
    strict('{ text: z.string() }'),
  );
  const told = (fields: object, sampled = 8) => usage([client(-1)], { sampled, fields });
  await folder.write('usage.json', told({ text: { calls: 8, lastSeenAt: `${day(-1)}T10:00:00.000Z` } }));
  const nobody = await folder.contract(['check', '--usage', 'usage.json']);
  expect(nobody.stdout).toContain(`None of 8 calls that were looked into sent it since ${day(-30)}.`);
  expect(nobody.code).toBe(0);
  await folder.write('usage.json', told({ color: { calls: 3, lastSeenAt: `${day(-1)}T10:00:00.000Z` } }));
  const somebody = await folder.contract(['check', '--usage', 'usage.json']);
  expect(somebody.stdout).toContain(`3 of 8 calls that were looked into sent it, the last on ${day(-1)}.`);
  expect(somebody.code).toBe(1);
  await folder.write('usage.json', told({ color: { calls: 3, lastSeenAt: `${day(-60)}T10:00:00.000Z` } }));
  expect((await folder.contract(['check', '--usage', 'usage.json'])).code).toBe(0);
  // Where no call was looked into, nobody knows.
  await folder.write('usage.json', told({}, 0));
  expect((await folder.contract(['check', '--usage', 'usage.json'])).code).toBe(1);
});

test('a field that has to be sent is sent by whoever calls, though only optional ones are counted', async () => {
  const folder = await releasedFolder(
    strict('{ text: z.string(), color: z.string() }'),
    strict('{ text: z.string() }'),
  );
  await folder.write('usage.json', usage([client(-1)], { sampled: 8, fields: {} }));
  const { code, stdout } = await folder.contract(['check', '--usage', 'usage.json']);
  expect(stdout).toContain('Still called by spa 1.0.0');
  expect(code).toBe(1);
});

test('a deployment is asked for the days that are looked at, with the token of the environment', async () => {
  const folder = await releasedFolder(notes(), broken);
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.headers.authorization} ${req.url}`);
    res.writeHead(req.headers.authorization === 'Bearer secret' ? 200 : 401).end(usage([client(-40)]));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { STATUS_TOKEN: 'secret' };
  expect((await folder.contract(['check', '--usage', url], env)).code).toBe(0);
  expect((await folder.contract(['check', '--usage', url, '--since', day(-50)], env)).code).toBe(1);
  expect((await folder.contract(['check', '--usage', `${url}/elsewhere?of=spa`], env)).code).toBe(0);
  expect(asked).toEqual([
    `Bearer secret /_status/contract-usage?since=${day(-30)}`,
    `Bearer secret /_status/contract-usage?since=${day(-50)}`,
    `Bearer secret /elsewhere?of=spa&since=${day(-30)}`,
  ]);
  const refused = await folder.contract(['check', '--usage', url], { STATUS_TOKEN: '' });
  expect(refused.stderr).toContain('answered 401 Unauthorized.');
  expect(refused.code).toBe(2);
});

test('a use that cannot be read, or tells of too few days, is refused', async () => {
  const folder = await releasedFolder(notes(), broken);
  await folder.write('none.json', '[]');
  await folder.write('odd.json', usage([{ ...client(-1), lastSeenAt: 'yesterday' }]));
  await folder.write('short.json', JSON.stringify({ since: day(-10), procedures: {} }));
  await folder.write('text.json', 'hello');
  const refusals: [source: string, says: string][] = [
    ['nowhere.json', 'nowhere.json cannot be read: ENOENT'],
    ['text.json', 'text.json is no JSON'],
    ['none.json', 'none.json tells no use of a contract'],
    ['odd.json', 'odd.json tells no use of a contract (procedures.notes.add.clients.0.lastSeenAt: '],
    ['short.json', `short.json tells of calls since ${day(-10)} alone, and who called since ${day(-30)} is asked for.`],
    ['https://', '"https://" is no address'],
  ];
  const ended = await eachOf(refusals, ([source]) => folder.contract(['check', '--usage', source]));
  for (const [index, { code, stdout, stderr }] of ended.entries()) {
    expect(stderr).toContain(refusals[index]?.[1]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
});

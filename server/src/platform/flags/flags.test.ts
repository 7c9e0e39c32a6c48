import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { until } from '../../../test/until.ts';
import { decideFlag, type FlagRule } from './flag-rule.ts';
import { Flags } from './flags.ts';

const some: FlagRule = { state: 'some', percent: 0, roles: [], userIds: [] };
const somebody = { id: 'u1', role: 'user' } as const;

test('a flag that is on for some is on for those it names, for their role, and for nobody who is not known', () => {
  expect(decideFlag('f', { ...some, userIds: ['u1'] }, somebody)).toEqual({ isOn: true, reason: 'named' });
  expect(decideFlag('f', { ...some, roles: ['admin'] }, { id: 'u2', role: 'admin' }).isOn).toBe(true);
  expect(decideFlag('f', { ...some, roles: ['admin'] }, somebody)).toEqual({ isOn: false, reason: 'others' });
  expect(decideFlag('f', { ...some, percent: 100 }, somebody)).toEqual({ isOn: true, reason: 'percent' });
  expect(decideFlag('f', { ...some, percent: 100 }, null)).toEqual({ isOn: false, reason: 'stranger' });
  expect(decideFlag('f', { ...some, state: 'off', percent: 100, userIds: ['u1'] }, somebody).isOn).toBe(false);
  expect(decideFlag('f', { ...some, state: 'on' }, null).isOn).toBe(true);
});

test('a share of people is as large as it says, keeps whom it has as it grows, and is another for another flag', () => {
  const ids = Array.from({ length: 10_000 }, (_, number) => `person-${number}`);
  const within = (name: string, percent: number) =>
    ids.filter((id) => decideFlag(name, { ...some, percent }, { id, role: 'user' }).isOn);
  const [tenth, half] = [within('one', 10), within('one', 50)];
  // Four standard deviations: 10,000 fair throws are outside once in 16,000 flags, and these never change.
  expect(Math.abs(half.length - 5000)).toBeLessThan(200);
  expect(Math.abs(tenth.length - 1000)).toBeLessThan(120);
  expect(tenth.filter((id) => !half.includes(id))).toEqual([]);
  const both = within('two', 50).filter((id) => half.includes(id)).length;
  expect(Math.abs(both - 2500)).toBeLessThan(200);
  expect(within('one', 0)).toEqual([]);
});

test('a flag is read once for all that ask within a second, and what was changed is then in effect without a word', async () => {
  const { db } = await startHost({ hasRedis: false });
  let now = 0;
  let reads = 0;
  const counted = { flag: { findMany: (asked: object) => ((reads += 1), db.flag.findMany(asked)) } };
  const flags = new Flags(counted as unknown as typeof db, { now: () => now });
  expect(await Promise.all([flags.isOn('signUps', null), flags.isOn('signUps', somebody)])).toEqual([true, true]);
  await db.flag.create({ data: { name: 'signUps', state: 'off', changedAt: new Date(), changedBy: 'boss' } });
  now = 899;
  expect(await flags.isOn('signUps', null)).toBe(true);
  expect(reads).toBe(1);
  // Whoever was told asks for all, and is not answered by what was.
  expect(await flags.allFor(null)).toMatchObject({ signUps: false });
  now = 900;
  expect(await flags.isOn('signUps', null)).toBe(false);
  expect(reads).toBe(3);
});

test('while the database fails a flag is no guess, and is read again as soon as it can be', async () => {
  const { db } = await startHost({ hasRedis: false });
  const flags = new Flags(db);
  await db.$executeRaw`ALTER TABLE flag RENAME TO elsewhere`;
  await expect(flags.isOn('signUps', null)).rejects.toThrow('flag');
  await db.$executeRaw`ALTER TABLE elsewhere RENAME TO flag`;
  expect(await flags.isOn('signUps', null)).toBe(true);
});

test('a change on one process is in effect on another within a second, also without Redis', async () => {
  const host = await startHost({ hasRedis: false });
  const other = await startHost({ hasRedis: false, beside: host });
  const isOn = () => other.services.flags.isOn('signUps', null);
  expect(await isOn()).toBe(true);
  await host.db.flag.create({ data: { name: 'signUps', state: 'off', changedAt: new Date(), changedBy: 'boss' } });
  await until(async () => !(await isOn()), 10_000);
});

import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { later, make, start } from '../../../test/data-export.ts';
import { type Person, runDue } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { refusal } from '../../../test/refusal.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { purgeExports } from './purge-exports.ts';

const dayMs = 86_400_000;
const { list, request } = contract.exports;

test('while one is being made a second is refused, also of two that are asked for at once', async () => {
  const { host, ada } = await start();
  const ask = (person: Person) => host.apiOf(person.token).exports.request.mutate();
  const asked = await host.db.$transaction(async (tx) => {
    // Nobody can write one down before all of them have come that far.
    await tx.$executeRaw`LOCK TABLE data_export IN SHARE MODE`;
    const calls = Promise.allSettled([ask(ada), ask(ada), ask(ada)]);
    await untilWaiting(host, 3);
    return { calls };
  });
  const answers = await asked.calls;
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refusal(request, ask(ada))).toEqual({ name: 'EXPORT_PENDING', data: null });
  expect(await host.db.dataExport.count()).toBe(1);
});

test('three are made in a day, and what failed does not count', async () => {
  const { host, ada, grace } = await start();
  await host.db.dataExport.create({ data: { userId: ada.id, state: 'failed' } });
  for (let count = 0; count < 3; count += 1) await make(host, ada);
  expect(await refusal(request, ada.api.exports.request.mutate())).toEqual({ name: 'TOO_MANY_EXPORTS', data: null });
  await make(host, grace);
  await host.db.dataExport.updateMany({ data: { createdAt: new Date(Date.now() - dayMs - 1000) } });
  expect(await ada.api.exports.request.mutate()).toMatchObject({ state: 'waiting' });
});

test('one that the queue has lost is given up after a day', async () => {
  const { host, ada } = await start();
  await ada.api.exports.request.mutate();
  await host.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await host.db.$transaction((tx) => enqueue(tx, purgeExports, {}));
  await runDue(later(host, 1.1), host.databaseUrl, [purgeExports]);
  expect(await ada.api.exports.list.query()).toMatchObject([{ state: 'failed' }]);
});

test('who is not signed in is asked to', async () => {
  const { host } = await start();
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(list, host.api.exports.list.query())).toEqual(unauthorized);
  expect(await refusal(request, host.api.exports.request.mutate())).toEqual(unauthorized);
});

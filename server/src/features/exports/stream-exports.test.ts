import { EventEmitter, on } from 'node:events';
import { type DataExport } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { start } from '../../../test/data-export.ts';
import { type Person } from '../../../test/host.ts';

test('whoever listens hears of the progress, from waiting to ready', async () => {
  const { host, ada, grace } = await start();
  await host.db.draft.createMany({ data: Array.from({ length: 150 }, () => ({ authorId: ada.id })) });
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const listen = ({ api }: Person, hear: (data: unknown) => void) => {
    const { unsubscribe } = api.exports.stream.subscribe(undefined, { onData: ({ data }) => hear(data) });
    onTestFinished(unsubscribe);
  };
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const others: unknown[] = [];
  listen(ada, (data) => heard.emit('told', data));
  listen(grace, (data) => others.push(data));
  // An emitter's iterator yields the arguments of each event, which its type does not say.
  const next = async () => ((await told.next()).value as [{ type: string; export?: DataExport }])[0];
  expect(await next()).toEqual({ type: 'reset' });
  await vi.waitFor(() => expect(others).toHaveLength(1), { timeout: 15_000 });

  expect(await ada.api.exports.request.mutate()).toMatchObject({ state: 'waiting', progress: 0, sizeBytes: null });
  await host.runJobs();
  const steps: DataExport[] = [];
  while (steps.at(-1)?.state !== 'ready') steps.push((await next()).export as DataExport);
  expect(steps[0]).toMatchObject({ state: 'running', progress: 0 });
  const progress = steps.map((step) => step.progress);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.filter((percent) => percent > 0 && percent < 100).length).toBeGreaterThan(2);
  expect(steps.at(-1)).toEqual((await ada.api.exports.list.query())[0]);
  expect(others).toEqual([{ type: 'reset' }]);
});

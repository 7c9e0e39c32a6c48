import { expect, test } from 'vitest';
import { retention } from './event-log.ts';
import { createMemoryLog } from './memory-log.ts';

function memoryLog() {
  let time = 0;
  const log = createMemoryLog({ now: () => time });
  return { log, pass: (ms: number) => (time += ms) };
}

test('a topic that was idle is forgotten, and a cursor into it means nothing when it comes back', async () => {
  const { log, pass } = memoryLog();
  await log.publish('t', 'old', 'old');
  const { epoch } = await log.read('t', 0);
  pass(retention.ms + 1);
  await log.publish('t', 'new', 'new');
  const anew = await log.read('t', 0);
  expect(anew).toMatchObject({ last: 1, messages: [{ seq: 1, message: 'new' }] });
  expect(anew.epoch).not.toBe(epoch);
});

test('a topic in use is kept while others are forgotten', async () => {
  const { log, pass } = memoryLog();
  await log.publish('used', '1', '1');
  await log.publish('idle', '1', '1');
  const [used, idle] = [await log.read('used', 0), await log.read('idle', 0)];
  pass(retention.ms / 2);
  await log.publish('used', '2', '2');
  pass(retention.ms / 2 + 1);
  await log.publish('another', '1', '1');
  expect(await log.read('used', 1)).toEqual({ epoch: used.epoch, last: 2, messages: [{ seq: 2, message: '2' }] });
  expect((await log.read('idle', 0)).epoch).not.toBe(idle.epoch);
});

test('a topic that somebody listens to goes on after a long silence', async () => {
  const { log, pass } = memoryLog();
  await log.listen(['t']);
  const { epoch } = await log.read('t', 0);
  for (const text of ['1', '2']) {
    pass(retention.ms * 2);
    await log.publish('t', text, text);
  }
  expect(await log.read('t', 1)).toEqual({ epoch, last: 2, messages: [{ seq: 2, message: '2' }] });
  await log.unlisten('t');
  pass(retention.ms * 2);
  expect((await log.read('t', 1)).epoch).not.toBe(epoch);
});

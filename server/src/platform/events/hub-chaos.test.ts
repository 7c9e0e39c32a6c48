import { expect, test } from 'vitest';
import { endureChaos } from '../../../test/event-chaos.ts';
import { clusterStage, memoryStage, redisStage } from '../../../test/event-stages.ts';

test.each([
  ['Redis, whose subscribers are cut off all the time', () => redisStage(3)],
  ['a cluster, whose subscribers are cut off all the time', () => clusterStage(3)],
  ['the process', memoryStage],
])('over %s, nothing is lost, doubled, out of order or reset', async (_, create) => {
  const { instances, cutOff } = await create();
  const outcome = await endureChaos({ instances, topics: 40, events: 150, disturb: cutOff, restMs: 20 });
  expect(outcome).toMatchObject({
    published: 6000,
    heard: 6000 * instances.length,
    lost: 0,
    doubled: 0,
    disordered: 0,
    resets: 0,
  });
  expect(outcome.disturbances).toBeGreaterThan(2);
  expect(outcome.returns).toBeGreaterThan(0);
});

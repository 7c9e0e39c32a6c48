import { expect, test } from 'vitest';
import { addLatency, type Latency, mergeLatency, quantileOf } from './latency.ts';

function latencyOf(times: readonly number[]): Latency {
  const latency: Latency = {};
  for (const ms of times) addLatency(latency, ms);
  return latency;
}

test.each([0.1, 0.7, 1, 3.3, 12, 45, 250, 999, 4321, 60_000])(
  'a time of %d ms is told with an error of a tenth',
  (ms) => {
    const told = quantileOf(latencyOf([ms]), 0.5) ?? 0;
    expect(Math.abs(told - ms)).toBeLessThanOrEqual(Math.max(0.1 * ms, 0.05));
  },
);

test('of a thousand times the middle and the slowest twentieth are told, also where they were counted apart', () => {
  const times = Array.from({ length: 1000 }, (_, index) => index + 1);
  const sum = latencyOf(times.slice(0, 300));
  mergeLatency(sum, latencyOf(times.slice(300)));
  expect(sum).toEqual(latencyOf(times));
  expect(quantileOf(sum, 0.5)).toBeGreaterThan(450);
  expect(quantileOf(sum, 0.5)).toBeLessThan(550);
  expect(quantileOf(sum, 0.95)).toBeGreaterThan(870);
  expect(quantileOf(sum, 0.95)).toBeLessThan(1050);
});

test('what never happened, took no time or took days has its place', () => {
  expect(quantileOf({}, 0.5)).toBeNull();
  expect(quantileOf(latencyOf([0]), 0.5)).toBe(0.1);
  expect(quantileOf(latencyOf([1e9]), 0.5)).toBeGreaterThan(900_000);
});

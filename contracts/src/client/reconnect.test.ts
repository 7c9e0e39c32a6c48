import { describe, expect, test } from 'vitest';
import { fullJitter, isWorthReconnecting } from './reconnect.ts';

const refused = (name: string) => ({ data: { error: { name, data: null }, requestId: 'r' } });

describe('a broken stream', () => {
  test.each([
    ['a 503 page of a proxy', new Error('Service Unavailable'), true],
    ['a bug on the server', refused('INTERNAL'), true],
    ['a server that is not ready', refused('UNAVAILABLE'), true],
    ['nobody signed in', refused('UNAUTHORIZED'), false],
    ['too many at once', refused('TOO_MANY_REQUESTS'), true],
    ['a refusal', refused('FORBIDDEN'), false],
    ['what is listened to having gone', refused('NOTE_NOT_FOUND'), false],
  ])('after %s: opened again %#', (_reason, error, expected) => {
    expect(isWorthReconnecting(error)).toBe(expected);
  });

  test('waits up to a limit that doubles to half a minute, and begins anew after a calm minute', () => {
    let now = 0;
    const wait = fullJitter({ random: () => 1, now: () => now });
    const waits = Array.from({ length: 8 }, wait);
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    now = 60_001;
    expect(wait()).toBe(1000);
  });

  test('may be tried again at once, so that readers spread over the whole wait', () => {
    expect(fullJitter({ random: () => 0, now: () => 0 })()).toBe(0);
  });
});

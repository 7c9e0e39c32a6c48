import { describe, expect, test } from 'vitest';
import { english } from './english.ts';
import { quantity } from './format.ts';

describe('the English catalogue', () => {
  test.each([
    [0, '0 sessions'],
    [1, '1 session'],
    [2, '2 sessions'],
    [1204, '1,204 sessions'],
  ])('counts %i as %j', (amount, expected) => {
    expect(quantity(amount, 'session', 'sessions')).toBe(expected);
  });

  const now = new Date(2026, 10, 22, 12);
  test.each([
    [0, 'just now'],
    [-5 * 60_000, 'just now'],
    [59 * 60_000, '59 minutes ago'],
    [26 * 3_600_000, 'yesterday'],
    [8 * 86_400_000, '14 November'],
    [400 * 86_400_000, '18 October 2025'],
  ])('says of %i milliseconds ago: %s', (passedMs, expected) => {
    expect(english.format.since(new Date(now.getTime() - passedMs).toISOString(), now)).toBe(expected);
  });

  test('puts the label before a predicate of the contract', () => {
    expect(english.failures.field('E-mail', "can't be blank")).toBe("E-mail can't be blank.");
  });

  test('counts unread notifications in the title of the tab', () => {
    expect(english.shell.documentTitle('Settings', 3)).toBe('(3) Settings · Conduit');
    expect(english.shell.documentTitle(null, 0)).toBe('Conduit');
  });

  test('never tells anyone to wait for no time at all', () => {
    expect(english.failures.tooMany(0)).toBe('Too many attempts. Wait 1 second, then try again.');
  });
});

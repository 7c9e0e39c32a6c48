import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { reloadOnce } from './reload-once.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a page is reloaded once, and not in a circle', () => {
  const reload = vi.fn<() => void>();
  expect(reloadOnce(reload)).toBe(true);
  expect(reloadOnce(reload)).toBe(false);
  expect(reload).toHaveBeenCalledOnce();
});

test('a failure long after is worth another reload', () => {
  const reload = vi.fn<() => void>();
  reloadOnce(reload);
  vi.advanceTimersByTime(60_000);
  expect(reloadOnce(reload)).toBe(true);
});

test('where nothing can be remembered, nothing is reloaded', () => {
  const storage = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('Storage is switched off.');
  });
  onTestFinished(() => storage.mockRestore());
  const reload = vi.fn<() => void>();
  expect(reloadOnce(reload)).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

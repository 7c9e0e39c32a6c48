import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithApi } from '../../test/render-with-api.tsx';
import { ReleaseBar } from '../routes/bars.tsx';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const bar = () => screen.queryByText(/A new version is here\./);
const wait = async (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms));

test('a release that came meanwhile is offered, and nothing else happens', async () => {
  let served = 'index-one';
  renderWithApi(<ReleaseBar own="index-one" ask={async () => served} />, {});
  await wait(10 * 60_000);
  expect(bar()).toBeNull();
  served = 'index-two';
  await wait(10 * 60_000);
  expect(bar()).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
});

test('who comes back to the page hears of it then, but the server is not asked at every glance', async () => {
  const ask = vi.fn<() => Promise<string | null>>(async () => 'index-two');
  renderWithApi(<ReleaseBar own="index-one" ask={ask} />, {});
  act(() => void dispatchEvent(new Event('focus')));
  expect(ask).not.toHaveBeenCalled();
  await wait(60_000);
  act(() => void dispatchEvent(new Event('focus')));
  await wait(0);
  expect(bar()).not.toBeNull();
});

test('a server that does not say what it serves is no news', async () => {
  renderWithApi(<ReleaseBar own="index-one" ask={async () => null} />, {});
  await wait(10 * 60_000);
  expect(bar()).toBeNull();
});

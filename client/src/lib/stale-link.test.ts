import type { ApiRouter } from '@hybrid/contracts';
import { createTRPCClient } from '@trpc/client';
import type { TRPCClientError, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { beforeEach, expect, test, vi } from 'vitest';
import { refusal } from '../../test/render-with-api.tsx';
import { renewOnce, takeRenewal } from './renewal.ts';
import { staleLink } from './stale-link.ts';

beforeEach(() => sessionStorage.clear());

/** A client whose every call fails so. */
function failing(error: TRPCClientError<ApiRouter>, renew: () => boolean) {
  const network: TRPCLink<ApiRouter> = () => () => observable((observer) => observer.error(error));
  return createTRPCClient<ApiRouter>({ links: [staleLink(renew), network] });
}

test('a page that is too old for a call is renewed, and the call is left without an answer', async () => {
  const renew = vi.fn<() => boolean>(() => true);
  const settled = vi.fn<() => void>();
  void failing(refusal('STALE_CLIENT'), renew).accounts.me.query().then(settled, settled);
  await vi.waitFor(() => expect(renew).toHaveBeenCalledOnce(), { timeout: 15_000 });
  await Promise.resolve();
  expect(settled).not.toHaveBeenCalled();
});

test('a page that was just renewed shows the refusal: another reload would not mend it', async () => {
  const call = failing(refusal('STALE_CLIENT'), () => false).accounts.me.query();
  await expect(call).rejects.toThrow('This page is older than the server. Reload it.');
});

test('no other failure renews anything', async () => {
  const renew = vi.fn<() => boolean>(() => true);
  const call = failing(refusal('UNAUTHORIZED'), renew).accounts.me.query();
  await expect(call).rejects.toThrow('Sign in to do this.');
  expect(renew).not.toHaveBeenCalled();
});

test('that a page took the place of an older one is told once, and only where it did', () => {
  const reload = vi.fn<() => void>();
  expect(takeRenewal()).toBeNull();
  expect(renewOnce(reload)).toBe(true);
  expect(renewOnce(reload)).toBe(false);
  expect(reload).toHaveBeenCalledOnce();
  expect(takeRenewal()).toEqual({ scrollY: 0, field: null });
  expect(takeRenewal()).toBeNull();
});

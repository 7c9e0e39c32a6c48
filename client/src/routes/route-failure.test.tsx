import { render, screen } from '@testing-library/react';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { english } from '../lib/catalogue/english/english.ts';
import { WordsContext } from '../lib/catalogue/words.ts';
import { ConnectionContext, createConnection } from '../lib/connection.ts';
import { RouteFailure } from './route-failure.tsx';

const reload = vi.fn<() => void>();
const reported = vi.spyOn(console, 'error');
const guard = reported.getMockImplementation();
beforeEach(() => {
  reload.mockReset();
  // The router reports every error of a page, and so it should.
  reported.mockImplementation(() => undefined);
});
afterEach(() => {
  if (guard) reported.mockImplementation(guard);
});

const missing = new TypeError('Failed to fetch dynamically imported module: https://example.com/static/a.js');

async function open(error: Error, ping: () => Promise<unknown>): Promise<void> {
  const connection = createConnection({ ping, random: () => 0, tell: () => undefined });
  const broken = {
    path: '/',
    lazy: async () => {
      throw error;
    },
    ErrorBoundary: () => <RouteFailure reload={reload} />,
    HydrateFallback: () => null,
  };
  render(
    <WordsContext value={english}>
      <ConnectionContext value={connection}>
        <RouterProvider router={createMemoryRouter([broken])} />
      </ConnectionContext>
    </WordsContext>,
  );
  await screen.findByRole('heading');
}

test('a page whose file is gone while the server answers is fetched anew, once', async () => {
  await open(missing, async () => 'here');
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce(), { timeout: 15_000 });
});

test('a page that cannot be fetched because nothing can be reached says so, and is not lost to a reload', async () => {
  await open(missing, async () => Promise.reject(new TypeError('away')));
  expect(await screen.findByText('This page cannot be fetched now')).toBeDefined();
  expect(reload).not.toHaveBeenCalled();
});

test('a page that broke is not reloaded by itself: it would break again', async () => {
  await open(new Error('Something is undefined.'), async () => 'here');
  expect(screen.getByRole('heading').textContent).toBe('This page broke');
  expect(reload).not.toHaveBeenCalled();
});

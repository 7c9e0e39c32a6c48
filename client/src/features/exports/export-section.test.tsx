import type { DataExport } from '@hybrid/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { ExportSection } from './export-section.tsx';

const one: DataExport = {
  id: '1',
  state: 'waiting',
  progress: 0,
  sizeBytes: null,
  createdAt: '2026-03-02T08:00:00.000Z',
  expiresAt: null,
};
const ready: DataExport = {
  ...one,
  state: 'ready',
  progress: 100,
  sizeBytes: 2_440_000,
  expiresAt: '2026-03-09T08:00:00.000Z',
};

test('without a copy there is a button that asks for one, and then what became of it', async () => {
  renderWithApi(<ExportSection me={{ id: 'ada' }} />, { 'exports.list': () => [], 'exports.request': () => one });
  fireEvent.click(await screen.findByRole('button', { name: 'Make a copy' }));
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Your copy waits for its turn.'));
  expect(screen.queryByRole('button')).toBeNull();
});

test('what is being made shows how far it is, as the stream tells it', async () => {
  const running = { ...one, state: 'running' };
  renderWithApi(<ExportSection me={{ id: 'ada' }} />, {
    'exports.list': () => [{ ...running, progress: 20 }],
    'live.events': () => ({
      id: '',
      data: {
        type: 'event',
        topic: 'user:ada',
        name: 'exports.progressed',
        payload: { userId: 'ada', export: { ...running, progress: 60 } },
      },
    }),
  });
  const bar = await screen.findByRole('progressbar', { name: 'Progress of your copy' });
  await waitFor(() => expect(bar.getAttribute('value')).toBe('60'));
});

test('a copy that is ready is downloaded by a link that says how large it is and for how long it works', async () => {
  renderWithApi(<ExportSection me={{ id: 'ada' }} />, { 'exports.list': () => [ready] });
  const link = await screen.findByRole('link', { name: 'Download (2.4 MB)' });
  expect(link.getAttribute('href')).toBe('/exports/1/download');
  expect(screen.getByText(/It can be downloaded until 9 March/).isConnected).toBe(true);
  expect(screen.getByRole('button', { name: 'Make a new copy' }).isConnected).toBe(true);
});

test('what failed is said, with the way to try again', async () => {
  renderWithApi(<ExportSection me={{ id: 'ada' }} />, { 'exports.list': () => [{ ...one, state: 'failed' }] });
  expect((await screen.findByText(/The copy could not be made/)).isConnected).toBe(true);
  expect(screen.getByRole('button', { name: 'Make a new copy' }).isConnected).toBe(true);
});

test('a refusal is said in plain words', async () => {
  renderWithApi(<ExportSection me={{ id: 'ada' }} />, {
    'exports.list': () => [ready],
    'exports.request': () => {
      throw refusal('TOO_MANY_EXPORTS');
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Make a new copy' }));
  expect((await screen.findByText(/No more than three copies a day/)).isConnected).toBe(true);
});

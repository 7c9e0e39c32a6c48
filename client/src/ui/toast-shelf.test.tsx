import { act, fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderWithApi } from '../../test/render-with-api.tsx';
import { useToasts } from '../lib/toasts.tsx';
import type { Toast } from '../lib/toasts.tsx';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function Shower({ toast }: { toast: Toast }): ReactNode {
  const toasts = useToasts();
  return (
    <button type="button" onClick={() => toasts.show(toast)}>
      Show
    </button>
  );
}

function show(toast: Toast): void {
  renderWithApi(<Shower toast={toast} />, {});
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
}

const wait = async (ms: number) => act(async () => vi.advanceTimersByTimeAsync(ms));

test('a notice is said politely, in a region that stood there before it', async () => {
  renderWithApi(<Shower toast={{ sentence: 'Taken back.' }} />, {});
  const region = screen.getByRole('log');
  expect(region.getAttribute('aria-live')).toBe('polite');
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(region.textContent).toContain('Taken back.');
});

test('a notice goes by itself, but not while somebody is at it', async () => {
  show({ sentence: 'Taken back.' });
  const close = screen.getByRole('button', { name: 'Close' });
  act(() => close.focus());
  await wait(60_000);
  expect(screen.getByText('Taken back.')).toBeDefined();
  act(() => close.blur());
  await wait(8_000);
  expect(screen.queryByText('Taken back.')).toBeNull();
});

test('what can be taken back is offered for longer, and taken back once', async () => {
  const undo = vi.fn<() => void>();
  show({ sentence: 'Deleted.', undo });
  await wait(8_000);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByText('Deleted.')).toBeNull();
});

test('Escape puts a notice away', () => {
  show({ sentence: 'Taken back.' });
  fireEvent.keyDown(screen.getByRole('button', { name: 'Close' }), { key: 'Escape' });
  expect(screen.queryByText('Taken back.')).toBeNull();
});

test('the same notice twice stands there once', () => {
  show({ sentence: 'Taken back.' });
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(screen.getAllByText('Taken back.')).toHaveLength(1);
});

import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithApi } from '../../test/render-with-api.tsx';
import { useFlag } from './use-flag.ts';

function Shown() {
  return <p>{useFlag('signUps') ? 'open' : 'closed'}</p>;
}

test('a flag is what the contract says until the server has said more', async () => {
  const { promise, resolve } = Promise.withResolvers<Record<string, boolean>>();
  renderWithApi(<Shown />, { 'flags.mine': () => promise });
  expect(screen.getByRole('paragraph').textContent).toBe('open');
  await act(async () => resolve({ signUps: false }));
  await screen.findByText('closed');
});

test('a flag that the server no longer has is what the contract says', async () => {
  const answers = { 'flags.mine': () => ({ another: true }) };
  renderWithApi(<Shown />, answers);
  await act(async () => undefined);
  expect(screen.getByRole('paragraph').textContent).toBe('open');
});

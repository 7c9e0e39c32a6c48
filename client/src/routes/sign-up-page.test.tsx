import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithApi } from '../../test/render-with-api.tsx';
import { SignUpPage } from './sign-up-page.tsx';

test('where no accounts are made, the page says so in the place of its form', async () => {
  const answers = { 'accounts.me': () => null, 'flags.mine': () => ({ signUps: false }) };
  renderWithApi(<SignUpPage />, answers);
  await screen.findByText(/No new accounts are made/);
  expect(screen.queryByLabelText('Username')).toBeNull();
});

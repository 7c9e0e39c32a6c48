import type { Me } from '@hybrid/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import type { Answers } from '../../../test/render-with-api.tsx';
import { SignInForm } from './sign-in-form.tsx';

const user = { username: 'ada' };

function open(answers: Answers) {
  const onSignedIn = vi.fn<(me: Me) => void>();
  renderWithApi(<SignInForm onSignedIn={onSignedIn} />, answers);
  type('E-mail', 'ada@example.com');
  type('Password', 'a few good words');
  send();
  return onSignedIn;
}

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const send = () => fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));

test('an account that asks for a code gets a second step, which takes the focus and sends all three', async () => {
  const signIn = vi.fn<(input: unknown) => unknown>((input) =>
    JSON.stringify(input).includes('otp') ? { user, token: null } : Promise.reject(refusal('TWO_FACTOR_REQUIRED')),
  );
  const onSignedIn = open({ 'accounts.signIn': signIn });
  const code = await screen.findByLabelText('Code');
  expect(document.activeElement).toBe(code);
  expect(screen.queryByText(/asks for a code of its second factor/)).toBeNull();
  type('Code', '123456');
  send();
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(user), { timeout: 15_000 });
  expect(signIn).toHaveBeenLastCalledWith({ email: 'ada@example.com', password: 'a few good words', otp: '123456' });
});

test('a wrong code is said at its field, and an empty one is not sent', async () => {
  const signIn = vi.fn<(input: unknown) => unknown>((input) =>
    Promise.reject(refusal(JSON.stringify(input).includes('otp') ? 'OTP_INVALID' : 'TWO_FACTOR_REQUIRED')),
  );
  open({ 'accounts.signIn': signIn });
  await screen.findByLabelText('Code');
  send();
  expect(await screen.findByText("Code can't be blank.")).toBeDefined();
  expect(signIn).toHaveBeenCalledTimes(1);
  type('Code', '000000');
  send();
  expect(await screen.findByText('This code is not right, or it was used already.')).toBeDefined();
  expect(screen.getByLabelText('Code').getAttribute('aria-invalid')).toBe('true');
});

test('starting over keeps the address and forgets the password', async () => {
  open({ 'accounts.signIn': () => Promise.reject(refusal('TWO_FACTOR_REQUIRED')) });
  fireEvent.click(await screen.findByRole('button', { name: 'Start over' }));
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('ada@example.com');
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
});

test('a wrong password is said once, below the fields, with all that was typed in place', async () => {
  open({ 'accounts.signIn': () => Promise.reject(refusal('CREDENTIALS_INVALID')) });
  expect(await screen.findByText('E-mail and password do not belong together.')).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('a few good words');
  expect(screen.queryByLabelText('Code')).toBeNull();
});

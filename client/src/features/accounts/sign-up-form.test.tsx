import type { Me } from '@hybrid/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import type { Answers } from '../../../test/render-with-api.tsx';
import { SignUpForm } from './sign-up-form.tsx';

const complete = { Username: 'ada', 'E-mail': 'ada@example.com', Password: 'a few good words' };

function fill(fields: Record<string, string>, answers: Answers) {
  const onSignedIn = vi.fn<(me: Me) => void>();
  renderWithApi(<SignUpForm onSignedIn={onSignedIn} />, answers);
  for (const [label, value] of Object.entries(fields)) {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  }
  fireEvent.click(screen.getByRole('button', { name: 'Sign up' }));
  return onSignedIn;
}

const textOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
const problemOf = (label: string) => {
  const ids = screen.getByLabelText(label).getAttribute('aria-describedby')?.split(' ') ?? [];
  return document.getElementById(ids.find((id) => id.endsWith('problem')) ?? '')?.textContent;
};

test('what the contract refuses is said at its field before anything is sent, and takes the focus', () => {
  const register = vi.fn<() => unknown>();
  fill({ ...complete, 'E-mail': 'nowhere', Password: 'short' }, { 'accounts.register': register });
  expect(problemOf('E-mail')).toBe('E-mail is not an e-mail address.');
  expect(problemOf('Password')).toBe('Password is too short (at least 8 characters).');
  expect(document.activeElement).toBe(screen.getByLabelText('E-mail'));
  expect(register).not.toHaveBeenCalled();
});

test('a taken username is said at the username, and nothing typed is lost', async () => {
  fill(complete, { 'accounts.register': () => Promise.reject(refusal('USERNAME_TAKEN')) });
  expect(await screen.findByText('This username is taken.')).toBeDefined();
  expect(problemOf('Username')).toBe('This username is taken.');
  expect(textOf('Password')).toBe(complete.Password);
});

test('what the server finds invalid is said at its field', async () => {
  const fields = { username: ['is reserved'] };
  fill(complete, { 'accounts.register': () => Promise.reject(refusal('INVALID_INPUT', { fields })) });
  expect(await screen.findByText('Username is reserved.')).toBeDefined();
});

test('a failure of the server is said once, with the id under which it was logged', async () => {
  fill(complete, { 'accounts.register': () => Promise.reject(refusal('INTERNAL')) });
  const alert = await screen.findByText(/Something went wrong on our side\./);
  expect(alert.closest('[role="alert"]')?.textContent).toContain('Request request-1');
});

test('someone who signed up is handed on', async () => {
  const user = { username: 'ada' };
  const onSignedIn = fill(complete, { 'accounts.register': () => ({ user, token: null }) });
  await vi.waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(user), { timeout: 15_000 });
});

test('an empty field is told one thing only', () => {
  fill({}, {});
  expect(problemOf('Password')).toBe("Password can't be blank.");
});

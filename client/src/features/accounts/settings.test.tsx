import type { Me } from '@hybrid/contracts';
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { AccountBars } from './account-bars.tsx';
import { DeletionSection } from './deletion-section.tsx';
import { EmailSection } from './email-section.tsx';
import { ImpersonationBar } from './impersonation-bar.tsx';
import { LanguageForm } from './language-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';
import { TwoFactorSection } from './two-factor-section.tsx';

const me: Me = {
  id: '1',
  username: 'ada',
  email: 'ada@example.com',
  bio: null,
  image: null,
  role: 'user',
  emailVerified: true,
  language: null,
  timeZone: 'Europe/Berlin',
  hasTwoFactor: false,
  deletionDueAt: null,
};
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('a wrong current password is said at its field, and a new one that is set leaves empty fields and a word', async () => {
  const change = vi.fn<(input: unknown) => unknown>(() => Promise.reject(refusal('PASSWORD_INVALID')));
  renderWithApi(<PasswordForm me={me} />, { 'passwords.change': change });
  type('Current password', 'wrong');
  type('New password', 'a few good words');
  press('Set the new password');
  expect(await screen.findByText('This is not your password.')).toBeDefined();
  expect(screen.getByLabelText('Current password').getAttribute('aria-invalid')).toBe('true');
  change.mockReturnValue(null);
  press('Set the new password');
  expect(await screen.findByText('Set. Everywhere else you are signed out.')).toBeDefined();
  expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('');
});

test('a change of address that waits says which side is missing, and can be taken back', async () => {
  const cancel = vi.fn<() => unknown>(() => null);
  const expiresAt = '2031-01-02T03:04:05.000Z';
  renderWithApi(<EmailSection me={me} />, {
    'addresses.pendingChange': () => ({
      email: 'new@example.com',
      isConfirmedByOld: true,
      isConfirmedByNew: false,
      expiresAt,
    }),
    'addresses.cancelChange': cancel,
  });
  expect(await screen.findByText('A change to new@example.com waits to be confirmed.')).toBeDefined();
  expect(screen.getByText('The old address has agreed.')).toBeDefined();
  expect(screen.getByText('The new address has yet to be confirmed.')).toBeDefined();
  press('Keep the old address');
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce(), { timeout: 15_000 });
});

test('an address that is not confirmed offers the link again, and says why not when that is too much', async () => {
  renderWithApi(<EmailSection me={{ ...me, emailVerified: false }} />, {
    'addresses.resendVerification': () => Promise.reject(refusal('TOO_MANY_REQUESTS', { retryAfterSeconds: 60 })),
  });
  press('Send the link again');
  expect(await screen.findByText(/Wait 60 seconds/)).toBeDefined();
});

test('a taken address is said at its field', async () => {
  renderWithApi(<EmailSection me={{ ...me, emailVerified: false }} />, {
    'accounts.updateSettings': () => Promise.reject(refusal('EMAIL_TAKEN')),
  });
  type('E-mail', 'grace@example.com');
  press('Change the address');
  expect(await screen.findByText('There is an account with this e-mail address already.')).toBeDefined();
});

test('the second factor is set up in three steps: password, code, recovery codes that are put away', async () => {
  let isOn = false;
  renderWithApi(<TwoFactorSection me={me} />, {
    'twoFactor.state': () => ({ isOn, recoveryCodesLeft: isOn ? 10 : 0 }),
    'twoFactor.begin': () => ({
      secret: 'ABCDEFGH',
      uri: 'otpauth://totp/x',
      qrCode: '<svg xmlns="http://www.w3.org/2000/svg"/>',
    }),
    'twoFactor.enable': () => {
      isOn = true;
      return { recoveryCodes: ['aaaaa-bbbbb', 'ccccc-ddddd'] };
    },
  });
  fireEvent.change(await screen.findByLabelText('Current password'), { target: { value: 'a few good words' } });
  press('Set it up');
  expect(await screen.findByText('ABCD EFGH')).toBeDefined();
  expect(screen.getByRole('img', { name: 'QR code of the secret' }).getAttribute('src')).toContain(
    'data:image/svg+xml',
  );
  type('Code', '123456');
  press('Turn it on');
  expect(await screen.findByText('aaaaa-bbbbb')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Recovery codes' }));
  press('I have kept them');
  expect(await screen.findByText(/10 recovery codes are left/)).toBeDefined();
  expect(document.activeElement?.textContent).toContain('10 recovery codes are left');
  expect(screen.queryByText('aaaaa-bbbbb')).toBeNull();
});

test('sessions are told by device, this one has no button, and the others one each and one for all', async () => {
  const end = vi.fn<(input: unknown) => unknown>(() => null);
  const session = {
    createdAt: '2026-01-02T03:04:05.000Z',
    lastUsedAt: '2026-01-02T03:04:05.000Z',
    address: '203.0.113.7',
  };
  renderWithApi(<SessionList />, {
    'sessions.list': () => [
      { ...session, id: '1', browser: 'Firefox', system: 'Linux', isCurrent: true },
      { ...session, id: '2', browser: null, system: null, isCurrent: false },
    ],
    'sessions.end': end,
  });
  expect(await screen.findByText('Firefox on Linux')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Sign out Firefox on Linux' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Sign out everywhere else' })).toBeDefined();
  press('Sign out A device that says nothing of itself');
  await vi.waitFor(() => expect(end).toHaveBeenCalledWith({ id: '2' }), { timeout: 15_000 });
});

test('the time zone that is set is among the choices, and "as the browser" sends no language', async () => {
  const update = vi.fn<(input: unknown) => unknown>(() => me);
  renderWithApi(<LanguageForm me={me} />, { 'accounts.updateSettings': update });
  expect(screen.getByLabelText<HTMLSelectElement>('Time zone').value).toBe('Europe/Berlin');
  type('Time zone', 'UTC');
  press('Save');
  await vi.waitFor(() => expect(update).toHaveBeenCalledWith({ language: null, timeZone: 'UTC' }), { timeout: 15_000 });
});

test('deleting asks for a code only where there is a second factor, and one that is planned can be taken back', async () => {
  const cancel = vi.fn<() => unknown>(() => null);
  const { unmount } = renderWithApi(<DeletionSection me={{ ...me, hasTwoFactor: true }} />, {});
  press('Delete my account in 14 days');
  expect(await screen.findByText("Code can't be blank.")).toBeDefined();
  expect(screen.getByText("Current password can't be blank.")).toBeDefined();
  unmount();
  renderWithApi(<DeletionSection me={{ ...me, deletionDueAt: '2031-01-02T03:04:05.000Z' }} />, {
    'deletions.cancel': cancel,
  });
  expect(screen.queryByLabelText('Current password')).toBeNull();
  press('Keep the account');
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledOnce(), { timeout: 15_000 });
});

test('the bar asks for the confirmation of an address until it is put off, and says nothing of a confirmed one', () => {
  const { unmount } = renderWithApi(<AccountBars me={{ ...me, emailVerified: false }} />, {});
  expect(screen.getByText(/Confirm ada@example.com/)).toBeDefined();
  press('Later');
  expect(screen.queryByText(/Confirm ada@example.com/)).toBeNull();
  unmount();
  renderWithApi(<AccountBars me={me} />, {});
  expect(screen.queryByRole('status')?.textContent ?? '').not.toContain('Confirm');
});

test('whoever acts as somebody reads so, for how long yet, and the way out is a form of the page', () => {
  const until = new Date(Date.now() + 29.5 * 60_000).toISOString();
  renderWithApi(<ImpersonationBar me={{ ...me, impersonator: { username: 'olga', until } }} />, {});
  const bar = screen.getByRole('complementary', { name: 'Acting as somebody else' });
  expect(bar.textContent).toContain('olga, you act as ada.');
  expect(bar.textContent).toContain('30 minutes left.');
  const form = screen.getByRole('button', { name: 'Stop' }).closest('form');
  expect([form?.method, form?.getAttribute('action')]).toEqual(['post', '/admin/impersonation/stop']);
});

test('when the time is over the way out is taken by itself, and who acts for themselves sees nothing of it', () => {
  vi.useFakeTimers();
  const submit = vi.spyOn(HTMLFormElement.prototype, 'requestSubmit').mockImplementation(() => undefined);
  const until = new Date(Date.now() + 60_000).toISOString();
  renderWithApi(<ImpersonationBar me={{ ...me, impersonator: { username: 'olga', until } }} />, {});
  vi.advanceTimersByTime(59_000);
  expect(submit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(submit).toHaveBeenCalledOnce();
  vi.useRealTimers();
  submit.mockRestore();
  expect(renderWithApi(<ImpersonationBar me={me} />, {}).container.textContent).toBe('');
});

import type { NotificationSetting } from '@hybrid/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { NotificationSettings } from './notification-settings.tsx';

const settings: NotificationSetting[] = [
  { kind: 'comment_added', channel: 'app', wanted: true, wantedByDefault: true },
  { kind: 'comment_added', channel: 'mail', wanted: true, wantedByDefault: true },
  { kind: 'digest', channel: 'mail', wanted: false, wantedByDefault: true },
];

const answers = (choose: (input: unknown) => unknown, isAddressConfirmed = true) => ({
  'notifications.settings': () => ({ settings, isAddressConfirmed }),
  'notifications.choose': choose,
});

const toggle = (name: string) => screen.findByRole('switch', { name });

test('each kind has a switch for each channel on which it comes, in the state that was chosen', async () => {
  renderWithApi(
    <NotificationSettings />,
    answers(() => null),
  );
  expect((await toggle('Comments, On Conduit')).getAttribute('aria-checked')).toBe('true');
  expect((await toggle('Weekly digest, By mail')).getAttribute('aria-checked')).toBe('false');
  expect(screen.getAllByRole('switch')).toHaveLength(3);
  expect(screen.queryByText(/before your address is confirmed/)).toBeNull();
});

test('a switch turns at once, and the server is told', async () => {
  const choose = vi.fn<(input: unknown) => unknown>(() => new Promise(() => undefined));
  renderWithApi(<NotificationSettings />, answers(choose));
  fireEvent.click(await toggle('Comments, By mail'));
  expect((await toggle('Comments, By mail')).getAttribute('aria-checked')).toBe('false');
  await waitFor(() => expect(choose).toHaveBeenCalledWith({ kind: 'comment_added', channel: 'mail', wanted: false }));
});

test('a refused choice turns back, and it is said why', async () => {
  const refuse = () => {
    throw refusal('UNAVAILABLE');
  };
  renderWithApi(<NotificationSettings />, answers(refuse));
  fireEvent.click(await toggle('Comments, By mail'));
  expect(await screen.findByText(/^Your choice was not kept\. This is not available/)).toBeDefined();
  expect((await toggle('Comments, By mail')).getAttribute('aria-checked')).toBe('true');
});

test('who has not confirmed their address is told that no mail goes out before', async () => {
  renderWithApi(
    <NotificationSettings />,
    answers(() => null, false),
  );
  expect(await screen.findByText(/before your address is confirmed/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Confirm it' }).getAttribute('href')).toBe('/settings/email');
});

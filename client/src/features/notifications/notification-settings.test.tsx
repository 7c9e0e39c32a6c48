import type { NotificationSetting } from '@hybrid/contracts';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { news } from '../../../test/subject.ts';
import { english } from '../../lib/catalogue/english/english.ts';
import { NotificationSettings } from './notification-settings.tsx';

const { kind } = news;
const { name } = english.news.kinds[kind];
const [inApp, byMail] = ['On Conduit', 'By mail'].map((channel) => `${name}, ${channel}`) as [string, string];

const settings: NotificationSetting[] = [
  { kind, channel: 'app', wanted: true, wantedByDefault: true },
  { kind, channel: 'mail', wanted: false, wantedByDefault: true },
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
  expect((await toggle(inApp)).getAttribute('aria-checked')).toBe('true');
  expect((await toggle(byMail)).getAttribute('aria-checked')).toBe('false');
  expect(screen.getAllByRole('switch')).toHaveLength(2);
  expect(screen.queryByText(/before your address is confirmed/)).toBeNull();
});

test('a switch turns at once, and the server is told', async () => {
  const choose = vi.fn<(input: unknown) => unknown>(() => new Promise(() => undefined));
  renderWithApi(<NotificationSettings />, answers(choose));
  fireEvent.click(await toggle(inApp));
  expect((await toggle(inApp)).getAttribute('aria-checked')).toBe('false');
  await waitFor(() => expect(choose).toHaveBeenCalledWith({ kind, channel: 'app', wanted: false }));
});

test('a refused choice turns back, and it is said why', async () => {
  const refuse = () => {
    throw refusal('UNAVAILABLE');
  };
  renderWithApi(<NotificationSettings />, answers(refuse));
  fireEvent.click(await toggle(inApp));
  expect(await screen.findByText(/^Your choice was not kept\. This is not available/)).toBeDefined();
  expect((await toggle(inApp)).getAttribute('aria-checked')).toBe('true');
});

test('a kind that comes on one channel alone has one switch', async () => {
  const [, mail] = settings;
  renderWithApi(<NotificationSettings />, {
    'notifications.settings': () => ({ settings: [mail], isAddressConfirmed: true }),
  });
  expect((await toggle(byMail)).getAttribute('aria-checked')).toBe('false');
  expect(screen.getAllByRole('switch')).toHaveLength(1);
});

test('who has not confirmed their address is told that no mail goes out before', async () => {
  renderWithApi(
    <NotificationSettings />,
    answers(() => null, false),
  );
  expect(await screen.findByText(/before your address is confirmed/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Confirm it' }).getAttribute('href')).toBe('/settings/email');
});

import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { refusal, renderWithApi } from '../../../test/render-with-api.tsx';
import { news } from '../../../test/subject.ts';
import { NotificationList } from './notification-list.tsx';

const unread = { ...news, id: 'one', createdAt: '2026-11-22T10:00:00.000Z', readAt: null };

test('what was marked as read is unread again when the server refuses, which is said with its reason', async () => {
  const { promise, reject } = Promise.withResolvers<unknown>();
  renderWithApi(<NotificationList />, {
    'notifications.list': () => ({ notifications: [unread], unread: 1, hasMore: false }),
    'notifications.markRead': () => promise,
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Mark all as read' }));
  expect(await screen.findByText('All read')).toBeDefined();

  reject(refusal('UNAVAILABLE'));
  expect(await screen.findByText('1 unread')).toBeDefined();
  expect(screen.getByRole('log').textContent).toContain('Nothing was marked as read. This is not available');
});

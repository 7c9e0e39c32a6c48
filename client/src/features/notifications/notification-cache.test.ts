import type { Notification } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { news } from '../../../test/subject.ts';
import { withNew, withRead } from './notification-cache.ts';

const notification = (id: string, readAt: string | null = null): Notification => ({
  ...news,
  id,
  createdAt: '2026-11-01T10:00:00.000Z',
  readAt,
});
const page = {
  notifications: [notification('b'), notification('a', '2026-11-02T10:00:00.000Z')],
  unread: 7,
  hasMore: true,
};

test('a notification that a resumed stream tells twice is counted once', () => {
  const once = withNew(page, notification('c'));
  expect(once.unread).toBe(8);
  expect(withNew(once, notification('c'))).toBe(once);
});

test('reading one takes one from the count, and reading it again none', () => {
  const once = withRead(page, 'b', 'now');
  expect(once.unread).toBe(6);
  expect(withRead(once, 'b', 'later').unread).toBe(6);
});

test('reading all leaves none unread, those on other pages included', () => {
  const read = withRead(page, undefined, 'now');
  expect(read.unread).toBe(0);
  expect(read.notifications.map(({ readAt }) => readAt)).toEqual(['now', '2026-11-02T10:00:00.000Z']);
});

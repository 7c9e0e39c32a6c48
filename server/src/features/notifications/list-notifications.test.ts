import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { news } from '../../../test/subject.ts';

const { list, markRead } = contract.notifications;

/** A host on which Ada and Alan were told of so many things, and Grace of none. */
async function startWithNotifications(count: number) {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const readers = [ada.api, alan.api];
  await news.prepare(readers, grace);
  for (let index = 1; index <= count; index += 1) {
    await news.cause(readers, grace, `N${index}`);
    // One after the other, as they are listed by their moments.
    await host.runJobs();
  }
  return { host, ada, grace, alan };
}

test('notifications are listed newest first, in pages that go on after the last one of the page before', async () => {
  const { ada } = await startWithNotifications(5);
  const page = async (limit?: number, after?: string) => {
    const { notifications, hasMore, unread } = await ada.api.notifications.list.query({ limit, after });
    expect(unread).toBe(5);
    return { titles: notifications.map(news.titleOf), hasMore, last: notifications.at(-1)?.id };
  };
  expect(await page()).toMatchObject({ titles: ['N5', 'N4', 'N3', 'N2', 'N1'], hasMore: false });
  const first = await page(2);
  expect(first).toMatchObject({ titles: ['N5', 'N4'], hasMore: true });
  const second = await page(2, first.last);
  expect(second).toMatchObject({ titles: ['N3', 'N2'], hasMore: true });
  const third = await page(1, second.last);
  expect(third).toMatchObject({ titles: ['N1'], hasMore: false });
  expect(await page(2, third.last)).toMatchObject({ titles: [], hasMore: false });
});

test('one notification is marked as read, or all of them, and the count of the unread follows', async () => {
  const { ada, alan } = await startWithNotifications(3);
  const { notifications } = await ada.api.notifications.list.query({});
  const middle = notifications[1]?.id;
  expect(await ada.api.notifications.markRead.mutate({ id: middle })).toEqual({ unread: 2 });
  const readAt = async () => (await ada.api.notifications.list.query({})).notifications.map((one) => one.readAt);
  const first = await readAt();
  expect(first).toEqual([null, expect.stringMatching(/^\d{4}-\d\d-\d\dT/), null]);

  // What was read is read: a second time moves nothing.
  expect(await ada.api.notifications.markRead.mutate({ id: middle })).toEqual({ unread: 2 });
  expect(await ada.api.notifications.markRead.mutate({})).toEqual({ unread: 0 });
  const all = await readAt();
  expect(all[1]).toBe(first[1]);
  expect(all).not.toContain(null);
  expect(await alan.api.notifications.list.query({})).toMatchObject({ unread: 3 });
});

test("another's notification is neither shown nor changed, and its id tells nothing", async () => {
  const { ada, grace, alan } = await startWithNotifications(1);
  const id = (await ada.api.notifications.list.query({})).notifications[0]?.id;
  expect(await alan.api.notifications.markRead.mutate({ id })).toEqual({ unread: 1 });
  expect(await grace.api.notifications.markRead.mutate({ id })).toEqual({ unread: 0 });
  expect(await grace.api.notifications.list.query({})).toEqual({ notifications: [], unread: 0, hasMore: false });
  expect(await ada.api.notifications.list.query({})).toMatchObject({
    unread: 1,
    notifications: [{ id, readAt: null }],
  });
});

test('who is not signed in is asked to, and what is no page or id is refused by field', async () => {
  const { host, ada } = await startWithNotifications(0);
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(list, host.api.notifications.list.query({}))).toEqual(unauthorized);
  expect(await refusal(markRead, host.api.notifications.markRead.mutate({}))).toEqual(unauthorized);
  for (const limit of [0, 101, 1.5]) {
    expect(Object.keys(await invalidFields(ada.api.notifications.list.query({ limit }))), String(limit)).toEqual([
      'limit',
    ]);
  }
  for (const id of ['', 'x', "' OR 1=1 --"]) {
    expect(Object.keys(await invalidFields(ada.api.notifications.markRead.mutate({ id }))), id).toEqual(['id']);
    expect(Object.keys(await invalidFields(ada.api.notifications.list.query({ after: id }))), id).toEqual(['after']);
  }
});

import { QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { expect, test } from 'vitest';
import { takeFirstAnswers } from './first-answers.ts';
import { trpc } from './trpc.ts';

function pageWith(answers: readonly object[]): void {
  const element = Object.assign(document.createElement('script'), { type: 'application/json', id: 'first-answers' });
  element.textContent = JSON.stringify(answers).replaceAll('<', String.raw`\u003c`);
  document.body.append(element);
}

test('an answer that came within the page stands where the hooks look for it, whatever the order of its input', () => {
  const page = { notifications: [], unread: 0, hasMore: false };
  pageWith([
    { name: 'accounts.me', data: null },
    { name: 'notifications.list', input: { after: 'a', limit: 12 }, data: page },
    { name: 'notifications.list', input: { limit: 1 }, data: { title: '</script><b>' } },
  ]);
  const client = new QueryClient();
  takeFirstAnswers(client);
  expect(client.getQueryData(getQueryKey(trpc.accounts.me, undefined, 'query'))).toBeNull();
  expect(client.getQueryData(getQueryKey(trpc.notifications.list, { limit: 12, after: 'a' }, 'query'))).toEqual(page);
  expect(client.getQueryData(getQueryKey(trpc.notifications.list, { limit: 1 }, 'query'))).toEqual({
    title: '</script><b>',
  });
  expect(document.querySelector('#first-answers')).toBeNull();
});

test('a page without answers begins with an empty cache', () => {
  const client = new QueryClient();
  takeFirstAnswers(client);
  expect(client.getQueryCache().getAll()).toEqual([]);
});

import type { BrowserContext, Page, Request } from '@playwright/test';
import { call } from './call.ts';
import { expect, signUp, test, unique } from './journey.ts';

/** How many streams the pages of a browser have open. */
function watchStreams(context: BrowserContext): () => number {
  const open = new Set<Request>();
  context.on('request', (request) => {
    if (request.url().includes('/live.events')) open.add(request);
  });
  context.on('requestfinished', (request) => open.delete(request));
  context.on('requestfailed', (request) => open.delete(request));
  // Of the requests of a page that is closed nothing is said.
  return () => [...open].filter((request) => !request.frame().page().isClosed()).length;
}

/** An article, and how many tabs of a reader that show it. */
async function readInTabs(writer: Page, reader: Page, count: number) {
  await signUp(writer, unique('writer'));
  const { slug } = await call(writer, 'articles.create', { title: unique('On tabs'), description: 'S', body: 'Text.' });
  const streams = watchStreams(reader.context());
  await signUp(reader, unique('reader'));
  const others = await Promise.all(Array.from({ length: count - 1 }, () => reader.context().newPage()));
  const tabs = [reader, ...others];
  for (const tab of tabs) {
    await tab.goto(`/article/${slug}`);
    await expect(tab.getByText('Nobody has commented yet.')).toBeVisible();
  }
  await expect.poll(streams).toBe(1);
  const comment = (body: string) => call(writer, 'comments.add', { slug, body });
  return { slug, tabs, streams, comment };
}

test('all tabs of a browser listen over one stream, and another takes over where the first one closes', async ({
  page: writer,
  openBrowser,
}) => {
  const { tabs, streams, comment } = await readInTabs(writer, await openBrowser(), 3);
  await comment('Before.');
  for (const tab of tabs) await expect(tab.getByText('Before.')).toBeVisible();
  expect(streams()).toBe(1);

  // Said while no tab has the stream: told from where the tab that closed had been.
  const [first, ...others] = tabs;
  await Promise.all([first?.close(), comment('In between.')]);
  for (const tab of others) await expect(tab.getByText('In between.')).toHaveCount(1);
  await comment('After.');
  for (const tab of others) {
    await expect(tab.getByText('After.')).toBeVisible();
    await expect(tab.getByRole('heading', { name: '3 comments' })).toBeVisible();
  }
  await expect.poll(streams).toBe(1);
});

test('a tab that has the stream and is put to sleep is replaced, and catches up when it wakes', async ({
  page: writer,
  openBrowser,
}) => {
  test.setTimeout(120_000);
  const { tabs, streams, comment } = await readInTabs(writer, await openBrowser(), 2);
  const [leader, other] = tabs as [Page, Page];
  // Its program stands still, and it keeps its lock and its connection, as a tab does that the browser has put to sleep.
  const devtools = await leader.context().newCDPSession(leader);
  await devtools.send('Debugger.enable');
  await devtools.send('Debugger.pause');
  await comment('While one tab slept.');
  await expect(other.getByText('While one tab slept.')).toBeVisible({ timeout: 60_000 });
  await devtools.send('Debugger.disable');
  await expect(leader.getByText('While one tab slept.')).toHaveCount(1);
  await comment('When both are awake.');
  for (const tab of tabs) await expect(tab.getByText('When both are awake.')).toHaveCount(1);
  expect(streams()).toBe(1);
});

test('whoever signs out in one tab hears nothing of themselves in the others', async ({
  page: writer,
  openBrowser,
}) => {
  const { tabs, comment } = await readInTabs(writer, await openBrowser(), 2);
  const [one, other] = tabs as [Page, Page];
  await one.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(other.getByText('Your session has ended.')).toBeVisible();
  // What everybody hears goes on.
  await comment('For all.');
  await expect(other.getByText('For all.')).toBeVisible();
});

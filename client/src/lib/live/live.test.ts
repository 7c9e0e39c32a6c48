import { formatPosition, joinPositions, topicHash } from '@hybrid/contracts/kernel';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserOfTabs, type Tab } from '../../../test/browser-of-tabs.ts';

const article = 'article:1';
const other = 'article:2';

const at = (topic: string, seq: number, epoch = 'c47c07e3') => formatPosition(topicHash(topic), { epoch, seq });
const event = (topic: string, payload: unknown) => ({ type: 'event', topic, name: 'notes.told', payload }) as const;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Lets everything happen that happens within so many milliseconds. */
const pass = (ms = 500) => vi.advanceTimersByTimeAsync(ms);

/** A tab that listens to a topic, and what it heard of it. */
function listening(tab: Tab, topic: string) {
  const heard: unknown[] = [];
  const onReset = () => heard.push('reset');
  const leave = tab.live.listen(topic, { name: 'notes.told', onEvent: (payload) => heard.push(payload), onReset });
  return { heard, leave };
}

test('all tabs hear what any of them wants over one stream', async () => {
  const browser = browserOfTabs();
  const [a, b] = [browser.open(), browser.open()];
  const [ofA, ofB] = [listening(a, article), listening(b, other)];
  await pass();
  expect(browser.streams.map(({ topics }) => topics.toSorted())).toEqual([[article, other]]);
  const [stream] = browser.streams;
  stream?.tell(at(article, 1), { type: 'reset', topic: article });
  stream?.tell(joinPositions([at(article, 1), at(other, 7)]), { type: 'reset', topic: other });
  stream?.tell(joinPositions([at(article, 2), at(other, 7)]), event(article, 'one'));
  stream?.tell(joinPositions([at(article, 2), at(other, 8)]), event(other, 'two'));
  await pass();
  expect(ofA.heard).toEqual(['reset', 'one']);
  expect(ofB.heard).toEqual(['reset', 'two']);
});

test('a tab that wants what is heard already reads again what it shows, and the others do not', async () => {
  const browser = browserOfTabs();
  const ofA = listening(browser.open(), article);
  await pass();
  browser.streams[0]?.tell(at(article, 1), { type: 'reset', topic: article });
  browser.streams[0]?.be('open');
  await pass();
  const ofB = listening(browser.open(), article);
  await pass();
  expect(browser.streams).toHaveLength(1);
  expect(ofA.heard).toEqual(['reset']);
  expect(ofB.heard).toEqual(['reset']);
});

test.each(['closes', 'crashes'] as const)('when the tab that leads %s, another goes on where it was', async (how) => {
  const browser = browserOfTabs();
  const [a, b] = [browser.open(), browser.open()];
  listening(a, article);
  const ofB = listening(b, article);
  await pass();
  const [first] = browser.streams;
  first?.be('open');
  first?.tell(at(article, 4), { type: 'reset', topic: article });
  first?.tell(at(article, 5), event(article, 'five'));
  await pass();
  if (how === 'closes') a.close();
  else a.crash();
  await pass();
  const [second] = browser.streams;
  expect(second).not.toBe(first);
  expect(second).toMatchObject({ topics: [article], cursor: at(article, 5) });
  second?.be('open');
  second?.tell(at(article, 6), event(article, 'six'));
  await pass();
  expect(ofB.heard).toEqual(['reset', 'five', 'six']);
});

test('what the tab before had told already is not heard twice', async () => {
  const browser = browserOfTabs();
  const [a, b] = [browser.open(), browser.open()];
  const ofB = listening(b, article);
  await pass();
  browser.streams[0]?.tell(at(article, 4), { type: 'reset', topic: article });
  browser.streams[0]?.tell(at(article, 5), event(article, 'five'));
  await pass();
  a.close();
  await pass();
  browser.streams[0]?.tell(at(article, 5), event(article, 'five'));
  browser.streams[0]?.tell(at(article, 6), event(article, 'six'));
  await pass();
  expect(ofB.heard).toEqual(['reset', 'five', 'six']);
});

test('an event without a number is heard each time', async () => {
  const browser = browserOfTabs({ isEphemeral: () => true });
  const { heard } = listening(browser.open(), article);
  await pass();
  browser.streams[0]?.tell(at(article, 4), { type: 'reset', topic: article });
  for (const count of [1, 2]) browser.streams[0]?.tell(at(article, 4), event(article, count));
  expect(heard).toEqual(['reset', 1, 2]);
});

test('a leader that sleeps is replaced by a tab that is looked at, and leads no more when it wakes', async () => {
  const browser = browserOfTabs();
  const [a, b] = [browser.open(), browser.open()];
  listening(b, article);
  await pass();
  expect(browser.streams.map(({ tab }) => tab)).toEqual([a]);
  a.sleep();
  await pass(60_000);
  expect(browser.streams.map(({ tab }) => tab)).toContain(b);
  a.wake();
  await pass();
  expect(browser.streams.map(({ tab }) => tab)).toEqual([b]);
});

test('every tab knows how the stream is, whichever has it', async () => {
  const browser = browserOfTabs();
  const [a, b] = [browser.open(), browser.open()];
  listening(b, article);
  await pass();
  expect([a.live.state(), b.live.state()]).toEqual(['opening', 'opening']);
  browser.streams[0]?.be('open');
  await pass();
  expect([a.live.state(), b.live.state()]).toEqual(['open', 'open']);
  browser.streams[0]?.be('opening');
  await pass();
  expect(b.live.state()).toBe('opening');
});

test('no more is listened to than a stream takes: what was wanted last comes first', async () => {
  const browser = browserOfTabs();
  const tab = browser.open();
  for (let number = 1; number <= 15; number += 1) listening(tab, `article:a${number}`);
  const late = browser.open();
  for (let number = 1; number <= 15; number += 1) listening(late, `article:b${number}`);
  await pass();
  const [stream] = browser.streams;
  expect(stream?.topics).toHaveLength(20);
  expect(stream?.topics.filter((topic) => topic.includes(':b'))).toHaveLength(15);
});

test('nothing is open while nobody listens', async () => {
  const browser = browserOfTabs();
  const tab = browser.open();
  await pass();
  expect(browser.streams).toEqual([]);
  const { leave } = listening(tab, article);
  await pass();
  expect(browser.streams).toHaveLength(1);
  leave();
  await pass();
  expect(browser.streams).toEqual([]);
  expect(tab.live.state()).toBe('idle');
});

import { expect, onTestFinished, test, vi } from 'vitest';
import { eventsOf } from '../../../test/events-of.ts';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { createLog } from '../log.ts';
import { keepLive, shareLive } from './live.ts';

const log = createLog('silent');

/** What a text that is read again and again tells its listeners. */
function hearing() {
  const heard: string[] = [];
  let wake = () => {};
  return {
    heard,
    hear: (text: string) => {
      heard.push(text);
      wake();
    },
    next: () => new Promise<void>((resolve) => (wake = resolve)),
  };
}

test('the figures come whole at connect, and again after a change', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await visitor.open('/admin/live', leaving.signal);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const next = eventsOf(response);

  const usersOf = (html: string | null) => /<dt>Users<\/dt><dd>(\d+)/.exec(html ?? '')?.[1];
  const whole = await next();
  expect(usersOf(whole)).toBe('1');
  expect(whole).toContain('<div id="live-runs">');
  await host.signUp('ada');
  // What has not changed is not sent again.
  const change = await next();
  expect(usersOf(change)).toBe('2');
  expect(change).toMatch(/^<hx-partial hx-target="#live-figures" hx-swap="innerMorph">/);
  expect(change).not.toContain('live-runs');
});

test('however many listen, the figures are read once; when nobody does, not at all', async () => {
  let reads = 0;
  const live = keepLive(async () => String(++reads), { log });
  const first = hearing();
  const second = hearing();
  const leaveFirst = live.listen(first.hear);
  const leaveSecond = live.listen(second.hear);
  await first.next();
  expect(reads).toBe(1);
  expect(first.heard).toEqual(['1']);
  expect(second.heard).toEqual(['1']);

  // Somebody who comes later hears what the others heard last.
  const third = hearing();
  const leaveThird = live.listen(third.hear);
  expect(third.heard).toEqual(['1']);

  await first.next();
  expect(first.heard).toEqual(['1', '2']);
  leaveFirst();
  leaveSecond();
  leaveThird();
  const again = hearing();
  const leave = live.listen(again.hear);
  onTestFinished(leave);
  await again.next();
  expect(reads).toBe(3);
  expect(first.heard).toEqual(['1', '2']);
});

test('whoever comes while the figures are still read for somebody who left hears only what is read for them', async () => {
  const reading: ((text: string) => void)[] = [];
  const live = keepLive<string>(() => new Promise((resolve) => reading.push(resolve)), { log });
  live.listen(() => undefined)();
  const { heard, hear, next } = hearing();
  onTestFinished(live.listen(hear));
  const heardOne = next();
  reading[0]?.('of the one who left');
  reading[1]?.('of the one who came');
  await heardOne;
  expect(heard).toEqual(['of the one who came']);
});

test('those who ask for the same share one reading, and the last of them to leave ends it', async () => {
  const made: string[] = [];
  const share = shareLive<string>();
  const ask = (key: string) =>
    share(key, () => {
      made.push(key);
      return keepLive(async () => key, { log });
    });
  const heard = [hearing(), hearing(), hearing()] as const;
  const leaves = [ask('a').listen(heard[0].hear), ask('a').listen(heard[1].hear), ask('b').listen(heard[2].hear)];
  await heard[2].next();
  expect(heard.map((one) => one.heard)).toEqual([['a'], ['a'], ['b']]);
  expect(made).toEqual(['a', 'b']);
  for (const leave of leaves) leave();
  onTestFinished(ask('a').listen(() => undefined));
  expect(made).toEqual(['a', 'b', 'a']);
});

test('what cannot be read is left out, and read again', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('back')];
  const live = keepLive(() => answers.shift() ?? Promise.resolve('back'), { log });
  const { heard, hear, next } = hearing();
  onTestFinished(live.listen(hear));
  await next();
  expect(heard).toEqual(['back']);
});

test('a word that the text has changed has it read before its time, many words at once but once, and none when nobody listens', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let reads = 0;
  const words = new Set<() => void>();
  const heed = (wake: () => void) => {
    words.add(wake);
    return () => words.delete(wake);
  };
  const say = () => words.forEach((wake) => wake());
  const live = keepLive(async () => String(++reads), { log, heed });
  const { heard, hear } = hearing();
  const leave = live.listen(hear);
  // During the first round.
  say();
  await vi.advanceTimersByTimeAsync(200);
  expect(heard).toEqual(['1', '2']);
  for (let word = 0; word < 100; word += 1) say();
  await vi.advanceTimersByTimeAsync(199);
  expect(heard).toEqual(['1', '2']);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual(['1', '2', '3']);
  await vi.advanceTimersByTimeAsync(1000);
  say();
  await vi.advanceTimersByTimeAsync(0);
  expect(heard).toEqual(['1', '2', '3', '4']);
  // Where nothing is said it is read in its time.
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard).toEqual(['1', '2', '3', '4', '5']);
  leave();
  expect(words.size).toBe(0);
  await vi.advanceTimersByTimeAsync(5000);
  expect(reads).toBe(5);
});

import { expect, onTestFinished, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { createLog } from '../log.ts';
import { keepLive } from './live.ts';

const log = createLog('silent');

/** Reads server-sent events, one at a time; null at the end. */
function eventsOf(response: Response): () => Promise<string | null> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async () => {
    for (;;) {
      const end = text.indexOf('\n\n');
      const event = text.slice(0, Math.max(end, 0));
      if (end >= 0) text = text.slice(end + 2);
      if (event.startsWith('data: ')) return event.replaceAll(/^data: /gm, '');
      if (end >= 0) continue;
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
      if (done) return null;
      text += value;
    }
  };
}

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
  expect(usersOf(await next())).toBe('1');
  await host.signUp('ada');
  expect(usersOf(await next())).toBe('2');
});

test('however many listen, the figures are read once; when nobody does, not at all', async () => {
  let reads = 0;
  const live = keepLive(async () => String(++reads), log);
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
  const live = keepLive(() => new Promise((resolve) => reading.push(resolve)), log);
  live.listen(() => undefined)();
  const { heard, hear, next } = hearing();
  onTestFinished(live.listen(hear));
  const heardOne = next();
  reading[0]?.('of the one who left');
  reading[1]?.('of the one who came');
  await heardOne;
  expect(heard).toEqual(['of the one who came']);
});

test('what cannot be read is left out, and read again', async () => {
  const answers = [Promise.reject(new Error('away')), Promise.resolve('back')];
  const live = keepLive(() => answers.shift() ?? Promise.resolve('back'), log);
  const { heard, hear, next } = hearing();
  onTestFinished(live.listen(hear));
  await next();
  expect(heard).toEqual(['back']);
});

import { EventEmitter, on } from 'node:events';
import { contract } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Person, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';
import { news } from '../../../test/subject.ts';

interface Told {
  readonly id: string;
  /** What happened, or that the list has to be read again. */
  readonly about: string;
}

interface Listener {
  /** What is told next, as soon as it is. */
  next(): Promise<Told>;
  stop(): void;
}

/** Follows somebody's notifications over a real stream, as the SPA does. */
function listen({ api }: Person, lastEventId?: string): Listener {
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const subscription = api.notifications.stream.subscribe(lastEventId === undefined ? undefined : { lastEventId }, {
    onData: ({ id, data }) =>
      heard.emit('told', { id, about: data.type === 'reset' ? 'reset' : news.titleOf(data.notification) }),
    onError: (error) => heard.emit('error', error),
  });
  const stop = () => subscription.unsubscribe();
  onTestFinished(stop);
  // An emitter's iterator yields the arguments of each event, which its type does not say.
  return { stop, next: async () => (await told.next()).value?.[0] as Told };
}

/** A host on which Ada is told of what Grace does. */
async function startWithReader({ hasRedis = true } = {}) {
  const host = await startHost({ hasRedis });
  // Hooks run in reverse: the streams end, the server hears of it, then it stops without having to end any itself.
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await news.prepare([ada.api], grace);
  const publish = async (title: string) => {
    await news.cause([ada.api], grace, title);
    await host.runJobs();
  };
  return { ada, publish };
}

test.each([
  ['with Redis', true],
  ['without Redis', false],
])(
  '%s a listener first hears that the list has to be read, then each notification as it is made',
  async (_, hasRedis) => {
    const { ada, publish } = await startWithReader({ hasRedis });
    await publish('Before');
    const listener = listen(ada);
    expect(await listener.next()).toMatchObject({ about: 'reset' });
    await publish('First');
    await publish('Second');
    expect(await listener.next()).toMatchObject({ about: 'First' });
    expect(await listener.next()).toMatchObject({ about: 'Second' });
  },
);

test('what is told is the notification as the list shows it', async () => {
  const { ada, publish } = await startWithReader();
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const { unsubscribe } = ada.api.notifications.stream.subscribe(undefined, {
    onData: ({ data }) => heard.emit('told', data),
  });
  onTestFinished(() => unsubscribe());
  await told.next();
  await publish('Engines');
  const [notification] = (await ada.api.notifications.list.query({})).notifications;
  expect((await told.next()).value).toEqual([{ type: 'created', notification }]);
});

test.each([
  ['with Redis', true],
  ['without Redis', false],
])(
  '%s whoever comes back hears what they missed, each once and in order, and then what is new',
  async (_, hasRedis) => {
    const { ada, publish } = await startWithReader({ hasRedis });
    const before = listen(ada);
    expect(await before.next()).toMatchObject({ about: 'reset' });
    await publish('Heard');
    const { id, about } = await before.next();
    expect(about).toBe('Heard');
    before.stop();
    await publish('Missed 1');
    await publish('Missed 2');

    const after = listen(ada, id);
    expect(await after.next()).toMatchObject({ about: 'Missed 1' });
    expect(await after.next()).toMatchObject({ about: 'Missed 2' });
    await publish('New');
    expect(await after.next()).toMatchObject({ about: 'New' });
  },
);

test('each hears of their own notifications and of nobody else’s', async () => {
  const host = await startHost();
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const [adas, alans] = [listen(ada), listen(alan)];
  for (const { next } of [adas, alans]) expect(await next()).toMatchObject({ about: 'reset' });
  for (const [{ api }, title] of [[ada, 'To Ada'] as const, [alan, 'To Alan'] as const]) {
    await news.prepare([api], grace);
    await news.cause([api], grace, title);
    await host.runJobs();
  }
  expect(await adas.next()).toMatchObject({ about: 'To Ada' });
  expect(await alans.next()).toMatchObject({ about: 'To Alan' });
});

test('a place that no stream of ours ever had begins anew, with the list to be read', async () => {
  const { ada, publish } = await startWithReader();
  for (const place of ['nonsense', '00000000:1', '{}:*', `${'0'.repeat(8)}:999999999999999`]) {
    expect(await listen(ada, place).next(), place).toMatchObject({ about: 'reset' });
  }
  const listener = listen(ada, 'nonsense');
  await listener.next();
  await publish('New');
  expect(await listener.next()).toMatchObject({ about: 'New' });
});

test('who is not signed in hears nothing', async () => {
  const host = await startHost();
  const refused = new Promise((_, reject) => {
    const { unsubscribe } = host.api.notifications.stream.subscribe(undefined, { onError: reject });
    onTestFinished(() => unsubscribe());
  });
  expect(await refusal(contract.notifications.stream, refused)).toEqual({ name: 'UNAUTHORIZED', data: null });
});

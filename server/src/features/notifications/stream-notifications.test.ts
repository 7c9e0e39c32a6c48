import { EventEmitter, on } from 'node:events';
import { contract } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const text = { description: 'About it', body: 'Text' };

interface Told {
  readonly id: string;
  /** What was published, or that the list has to be read again. */
  readonly news: string;
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
      heard.emit('told', { id, news: data.type === 'reset' ? 'reset' : data.notification.article.title }),
    onError: (error) => heard.emit('error', error),
  });
  const stop = () => subscription.unsubscribe();
  onTestFinished(stop);
  // An emitter's iterator yields the arguments of each event, which its type does not say.
  return { stop, next: async () => (await told.next()).value?.[0] as Told };
}

async function publish(host: Host, { api }: Person, title: string): Promise<void> {
  await api.articles.create.mutate({ ...text, title });
  await host.runJobs();
}

/** A host on which Ada and Alan follow Grace, and Alan follows Ada as well. */
async function startWithFollowers({ hasRedis = true } = {}) {
  const host = await startHost({ hasRedis });
  // Hooks run in reverse: the streams end, the server hears of it, then it stops without having to end any itself.
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  for (const { api } of [ada, alan]) await api.profiles.follow.mutate({ username: 'Grace' });
  await alan.api.profiles.follow.mutate({ username: 'Ada' });
  return { host, ada, grace, alan };
}

test.each([
  ['with Redis', true],
  ['without Redis', false],
])(
  '%s a listener first hears that the list has to be read, then each notification as it is made',
  async (_, hasRedis) => {
    const { host, ada, grace } = await startWithFollowers({ hasRedis });
    await publish(host, grace, 'Before');
    const listener = listen(ada);
    expect(await listener.next()).toMatchObject({ news: 'reset' });
    await publish(host, grace, 'First');
    await publish(host, grace, 'Second');
    expect(await listener.next()).toMatchObject({ news: 'First' });
    expect(await listener.next()).toMatchObject({ news: 'Second' });
  },
);

test('what is told is the notification as the list shows it', async () => {
  const { host, ada, grace } = await startWithFollowers();
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const { unsubscribe } = ada.api.notifications.stream.subscribe(undefined, {
    onData: ({ data }) => heard.emit('told', data),
  });
  onTestFinished(() => unsubscribe());
  await told.next();
  await publish(host, grace, 'Engines');
  const [notification] = (await ada.api.notifications.list.query({})).notifications;
  expect((await told.next()).value).toEqual([{ type: 'created', notification }]);
});

test('each hears of their own notifications and of nobody else’s', async () => {
  const { host, ada, grace, alan } = await startWithFollowers();
  const [adas, alans, graces] = [listen(ada), listen(alan), listen(grace)];
  for (const { next } of [adas, alans, graces]) expect(await next()).toMatchObject({ news: 'reset' });
  await publish(host, ada, 'To Alan');
  await publish(host, grace, 'To both');
  const { slug } = (await grace.api.articles.list.query({ author: 'Grace' })).articles[0] ?? { slug: '' };
  await alan.api.comments.add.mutate({ slug, body: 'To Grace' });
  await host.runJobs();
  expect(await alans.next()).toMatchObject({ news: 'To Alan' });
  expect(await alans.next()).toMatchObject({ news: 'To both' });
  expect(await adas.next()).toMatchObject({ news: 'To both' });
  expect(await graces.next()).toMatchObject({ news: 'To both' });
});

test.each([
  ['with Redis', true],
  ['without Redis', false],
])(
  '%s whoever comes back hears what they missed, each once and in order, and then what is new',
  async (_, hasRedis) => {
    const { host, ada, grace } = await startWithFollowers({ hasRedis });
    const before = listen(ada);
    expect(await before.next()).toMatchObject({ news: 'reset' });
    await publish(host, grace, 'Heard');
    const { id, news } = await before.next();
    expect(news).toBe('Heard');
    before.stop();
    await publish(host, grace, 'Missed 1');
    await publish(host, grace, 'Missed 2');

    const after = listen(ada, id);
    expect(await after.next()).toMatchObject({ news: 'Missed 1' });
    expect(await after.next()).toMatchObject({ news: 'Missed 2' });
    await publish(host, grace, 'New');
    expect(await after.next()).toMatchObject({ news: 'New' });
  },
);

test('a place that no stream of ours ever had begins anew, with the list to be read', async () => {
  const { host, ada, grace } = await startWithFollowers();
  for (const place of ['nonsense', '00000000:1', '{}:*', `${'0'.repeat(8)}:999999999999999`]) {
    expect(await listen(ada, place).next(), place).toMatchObject({ news: 'reset' });
  }
  const listener = listen(ada, 'nonsense');
  await listener.next();
  await publish(host, grace, 'New');
  expect(await listener.next()).toMatchObject({ news: 'New' });
});

test('who is not signed in hears nothing', async () => {
  const host = await startHost();
  const refused = new Promise((_, reject) => {
    const { unsubscribe } = host.api.notifications.stream.subscribe(undefined, { onError: reject });
    onTestFinished(() => unsubscribe());
  });
  expect(await refusal(contract.notifications.stream, refused)).toEqual({ name: 'UNAUTHORIZED', data: null });
});

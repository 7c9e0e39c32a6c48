import { EventSource } from 'eventsource';
import { afterEach, expect, test, vi } from 'vitest';
import { type Answer, answerAsProxy, inTurn, startSmallServer } from '../../test/small-server.ts';
import type { ContractFacts } from '../facts.ts';
import { type ClientOptions, createClient } from './index.ts';

const facts: ContractFacts = { hash: 'c0ffee', idempotent: [], deprecated: {}, events: {} };

/** Tells of one event, and leaves the stream open. */
function tell(id: string): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 1\n\nevent: connected\ndata: {}\n\n');
    response.write(`id: ${id}\ndata: {"type":"reset"}\n\n`);
  };
}

/** Listens until so many events came. */
function listen(options: ClientOptions, events: number): Promise<string[]> {
  const ids: string[] = [];
  return new Promise((resolve, reject) => {
    const api = createClient({ facts, random: () => 0, ...options });
    const subscription = api.notifications.stream.subscribe(undefined, {
      onData: ({ id }) => {
        if (ids.push(id) < events) return;
        subscription.unsubscribe();
        resolve(ids);
      },
      onError: reject,
    });
  });
}

afterEach(() => vi.unstubAllGlobals());

test('a stream says who listens in its address, and sends the token where it can', async () => {
  const { url, heard } = await startSmallServer(tell('e-1'));
  expect(await listen({ url, name: 'reporter', version: '1.4.0', token: 't-1', EventSource }, 1)).toEqual(['e-1']);
  const [{ query, headers } = {}] = heard;
  expect(Object.fromEntries(query ?? [])).toMatchObject({ client: 'reporter/1.4.0', contract: 'c0ffee' });
  expect(headers).toMatchObject({ authorization: 'Bearer t-1', accept: 'text/event-stream' });
});

test('a stream that broke is opened again with a token of then, after the last event that came', async () => {
  const breaking: Answer = (response, ...request) => {
    tell('e-1')(response, ...request);
    setTimeout(() => response.destroy(), 20);
  };
  const { url, heard } = await startSmallServer(inTurn(breaking, answerAsProxy(503), tell('e-2')));
  const tokens = ['first', 'second', 'third'];
  expect(await listen({ url, token: () => tokens.shift(), EventSource }, 2)).toEqual(['e-1', 'e-2']);
  expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second', 'Bearer third']);
  expect(heard[1]?.headers['last-event-id']).toBe('e-1');
  expect(heard[2]?.query.get('input')).toBe('{"lastEventId":"e-1"}');
});

test('a runtime without an EventSource says what to hand in', () => {
  vi.stubGlobal('EventSource', undefined);
  const api = createClient({ url: 'http://127.0.0.1:1', facts });
  expect(() => api.notifications.stream.subscribe(undefined, {})).toThrow(
    'A stream needs an EventSource, and there is none here. Hand one in: createClient({ …, EventSource })',
  );
});

test.each([{ token: 't-1' }, { headers: { 'x-trace': '7' } }])(
  'an EventSource that would leave %o out is refused',
  (given) => {
    vi.stubGlobal('EventSource', EventSource);
    const api = createClient({ url: 'http://127.0.0.1:1', facts, ...given });
    expect(() => api.notifications.stream.subscribe(undefined, {})).toThrow('sends neither the token nor headers');
  },
);

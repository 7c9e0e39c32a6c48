import { connect, type Socket } from 'node:net';

// Many clients of one server, in a process of their own: sockets and nothing more. Told what to do by messages of the parent, and
// answers each when it is done.

/** What the parent asks for. */
export type Order =
  | {
      readonly kind: 'open';
      readonly port: number;
      readonly from: number;
      readonly count: number;
      readonly topic: 'own' | 'all';
    }
  | { readonly kind: 'forget' }
  | { readonly kind: 'count' }
  | { readonly kind: 'latencies' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'return' };

/** So many connections leave one address: an address has as many ports as that, and some. */
const perAddress = 5000;
/** So many are opened at a time. */
const atATime = 200;

interface Client {
  readonly number: number;
  socket: Socket;
  lastId: string;
  rest: string;
}

let port = 0;
let topicOf = (number: number): string => `user:${number}`;
let clients: Client[] = [];
let gone: Client[] = [];
let heard = { events: 0, resets: 0, latencies: [] as number[] };

process.on('message', (order: Order) => {
  void carryOut(order).then((answer) => process.send?.(answer ?? null));
});

const answers: { [K in Order['kind']]: (order: Extract<Order, { kind: K }>) => unknown } = {
  async open(order) {
    ({ port } = order);
    topicOf = order.topic === 'own' ? (number) => `user:${number}` : () => 'all';
    await openAll(Array.from({ length: order.count }, (_, index) => order.from + index));
  },
  forget() {
    heard = { events: 0, resets: 0, latencies: [] };
  },
  count: () => heard.events,
  latencies: () => heard.latencies,
  drop() {
    gone = clients;
    clients = [];
    for (const { socket } of gone) socket.destroy();
  },
  async return() {
    const begun = performance.now();
    const ids = new Map(gone.map(({ number, lastId }) => [number, lastId]));
    await openAll([...ids.keys()], ids);
    return performance.now() - begun;
  },
};

async function carryOut(order: Order): Promise<unknown> {
  // The answer to each kind of order takes that kind alone, which the compiler loses sight of here.
  const answer = answers[order.kind] as (order: Order) => unknown;
  return answer(order);
}

async function openAll(numbers: readonly number[], ids = new Map<number, string>()): Promise<void> {
  for (let from = 0; from < numbers.length; from += atATime) {
    await Promise.all(numbers.slice(from, from + atATime).map((number) => open(number, ids.get(number) ?? '')));
  }
}

/** Resolves when the first thing was heard: the reset of a new connection, or what was missed. */
function open(number: number, lastId: string): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ topics: [topicOf(number)] }));
  const localAddress = `127.0.0.${1 + Math.floor(number / perAddress)}`;
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  const client: Client = { number, socket, lastId, rest: '' };
  clients.push(client);
  socket.setEncoding('utf8');
  socket.write(
    `GET /api/trpc/live.events?input=${input} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n` +
      `Authorization: Bearer user-${number}\r\nUser-Agent: bench/1.0 (clients)\r\nAccept-Language: en\r\n` +
      `${lastId && `Last-Event-ID: ${lastId}\r\n`}\r\n`,
  );
  return new Promise((resolve, reject) => {
    socket.on('data', (text: string) => {
      if (read(client, text)) resolve();
    });
    socket.on('error', reject);
  });
}

/** Counts what has come; returns whether anything has. */
function read(client: Client, text: string): boolean {
  const now = performance.timeOrigin + performance.now();
  const lines = (client.rest + text).split('\n');
  client.rest = lines.pop() ?? '';
  const before = heard.events + heard.resets;
  for (const line of lines) {
    if (line.startsWith('id: ')) client.lastId = line.slice(4);
    if (!line.startsWith('data: {"type"')) continue;
    const at = line.indexOf('"t":');
    if (at < 0) heard.resets += 1;
    else {
      heard.events += 1;
      heard.latencies.push(now - Number.parseFloat(line.slice(at + 4)));
    }
  }
  return heard.events + heard.resets > before;
}

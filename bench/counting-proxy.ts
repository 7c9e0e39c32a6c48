import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a program and Postgres, and counts the statements that the program has executed. */
export interface CountingProxy extends AsyncDisposable {
  readonly url: string;
  readonly count: () => number;
}

/** Starts a proxy in front of the server of `target`. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const read = createReader((type) => (count += isExecution(type) ? 1 : 0));
    near.on('data', read);
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(target);
  url.port = String(typeof address === 'object' && address ? address.port : '');
  return {
    url: url.href,
    count: () => count,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Execute of the extended protocol, and Query of the simple one. */
function isExecution(type: string): boolean {
  return type === 'E' || type === 'Q';
}

const lengthBytes = 4;

/** Reads the types of the messages that a client sends: the first has none, each other is a letter, a length and the rest. */
function createReader(onMessage: (type: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let isFirst = true;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const start = isFirst ? 0 : 1;
      if (pending.length < start + lengthBytes) return;
      const end = start + pending.readInt32BE(start);
      if (pending.length < end) return;
      if (!isFirst) onMessage(String.fromCharCode(pending[0] ?? 0));
      isFirst = false;
      pending = pending.subarray(end);
    }
  };
}

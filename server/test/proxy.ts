import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can be cut off and mended, as a network is. */
export interface Proxy {
  /** The server's address, with the proxy in its place. */
  readonly url: string;
  /** Ends every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Lets the next request through, and ends the connection where its answer comes. */
  loseAnswer(): void;
}

/** Stands between a test and a server. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isLosing = false;
  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    far.on('data', () => {
      if (isLosing) near.destroy();
      isLosing = false;
    });
    for (const [from, to] of [[near, far] as const, [far, near] as const]) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy()).on('close', () => sockets.delete(from));
    }
  });
  const cut = () => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    cut();
    server.close();
  });
  const url = new URL(target);
  const address = server.address();
  url.port = String(typeof address === 'object' && address ? address.port : '');
  return {
    url: url.href,
    cut() {
      isCut = true;
      cut();
    },
    mend() {
      isCut = false;
    },
    loseAnswer() {
      isLosing = true;
    },
  };
}

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** An HTTP server that is listening. */
export interface HttpServer {
  readonly port: number;
  readonly isDraining: () => boolean;
  /** Lets what is being answered end, and streams with it; what is not done by then is cut. */
  stop(): Promise<void>;
}

interface ListenOptions {
  readonly port: number;
  readonly host: string;
  /** Ends the open streams when a stop was asked for. */
  readonly drain?: () => Promise<void>;
}

/** How long requests may still take after a stop was asked for. */
const graceMs = 8000;
const sweepMs = 50;

/** Listens, with limits on how slowly a client may speak, and a way to stop that cuts nobody off. */
export async function listen(
  app: RequestListener,
  { port, host, drain = async () => {} }: ListenOptions,
): Promise<HttpServer> {
  let isDraining = false;
  // Clients connect ahead of need. Node does not count such a connection as idle, and a stop would wait for it.
  const unused = new Set<Socket>();
  const server = createServer(
    // Node's defaults keep a client that sends a byte a second for minutes.
    { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000, keepAliveTimeout: 65_000 },
    (req, res) => {
      unused.delete(req.socket);
      // A kept-alive socket would bring new requests after the server stopped taking connections.
      if (isDraining) res.setHeader('Connection', 'close');
      // A stream that began now would hold the stop for all the time it has.
      if (isDraining && req.headers.accept === 'text/event-stream') res.writeHead(503).end();
      else app(req, res);
    },
  );
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  await bind(server, port, host);

  return {
    port: (server.address() as AddressInfo).port,
    isDraining: () => isDraining,
    async stop() {
      isDraining = true;
      const closed = new Promise((resolve) => server.close(resolve));
      unused.forEach((socket) => socket.destroy());
      // A connection whose answer began before the stop is kept alive by its client, and idle only later.
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
      await Promise.race([Promise.all([closed, drain()]), wait(graceMs, undefined, { ref: false })]);
      clearInterval(sweep);
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

import { connect } from 'node:net';
import { once } from 'node:events';
import { contract } from '@hybrid/contracts';
import { onTestFinished, vi } from 'vitest';
import { startHost } from '../test/host.ts';
import { listenLive } from '../test/listen.ts';
import { refusal } from '../test/refusal.ts';
import { fault } from './fault.ts';

const streams = 2000;
const people = 200;

fault(
  'A14',
  async (report) => {
    const host = await startHost({ env: { RATE_LIMITS: 'on' } });
    const { port, hostname } = new URL(host.url);
    const readers = await Promise.all(Array.from({ length: people }, (_, index) => host.signUp(`reader-${index}`)));
    const calm = await p95Of(host.url);
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let refused = 0;
    // Fifty of each: ten are let in.
    for (const { id, token } of readers) {
      const input = encodeURIComponent(JSON.stringify({ topics: [`user:${id}`] }));
      const opened = Array.from({ length: 50 }, async () => {
        const socket = connect({ port: Number(port), host: hostname });
        onTestFinished(() => void socket.destroy());
        socket.on('error', () => undefined);
        socket.write(
          `GET /api/trpc/live.events?input=${input} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
        );
        const [first] = await once(socket, 'data');
        if (String(first).includes('TOO_MANY_REQUESTS')) refused += 1;
        socket.resume();
      });
      await Promise.all(opened);
    }
    await vi.waitFor(() => expectOpen(host.services.streams.size), { timeout: 20_000, interval: 50 });
    report.exactly('streams', host.services.streams.size, streams);
    report.exactly('refused', refused, people * 40);
    globalThis.gc?.();
    // Both ends of each connection are in this process.
    report.sizeKb('each, with its client', (process.memoryUsage().rss - before) / 1024 / streams, 32);
    report.durationMs('p95 of a request beside them', await p95Of(host.url), calm * 2);
    const [first] = readers;
    const ear = listenLive(host.url, { token: first?.token ?? '', topics: [`user:${first?.id}`] });
    report.exactly('the eleventh hears', (await refusal(contract.live.events, ear.refused)).name, 'TOO_MANY_REQUESTS');
  },
  300_000,
);

function expectOpen(size: number): void {
  if (size !== streams) throw new Error(`There are ${size} streams, not ${streams}.`);
}

async function p95Of(url: string): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 200; count += 1) {
    const begun = performance.now();
    await (await fetch(`${url}/api/articles`)).text();
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[190] ?? 0;
}

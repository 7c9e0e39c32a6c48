import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { events } from '@hybrid/contracts';
import { onTestFinished, vi } from 'vitest';
import { startHost } from '../test/host.ts';
import { listenLive } from '../test/listen.ts';
import { writeEvent } from '../src/platform/events/entry.ts';
import { fault } from './fault.ts';

const readers = 200;
/** Of 20 KB each: far more than the system takes for a connection that nobody reads. */
const messages = 600;

fault(
  'A15',
  async (report) => {
    const host = await startHost();
    const ada = await host.signUp('Ada');
    const { id } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'About it', body: 'Text' });
    await host.runJobs();
    const topic = `article:${id}`;
    const { port, hostname } = new URL(host.url);
    const input = encodeURIComponent(JSON.stringify({ topics: [topic] }));
    for (let count = 0; count < readers; count += 1) {
      const socket = connect({ port: Number(port), host: hostname });
      socket.write(`GET /api/trpc/live.events?input=${input} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
      socket.pause();
      socket.on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
    }
    const ear = listenLive(host.url, { topics: [topic] });
    await ear.until(1);
    await vi.waitFor(() => countOpen(host.services.streams.size, readers + 1), { timeout: 20_000, interval: 50 });

    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let highest = before;
    const payload = { articleId: id, favoritesCount: 1, padding: 'x'.repeat(20_000) };
    const message = writeEvent({ name: events.favoritesChanged.name, access: 'public', payload });
    for (let count = 1; count <= messages; count += 1) {
      await host.eventLog.publish(topic, message, `key-${count}`);
      if (count % 20 === 0) await wait(20);
      highest = Math.max(highest, process.memoryUsage().rss);
    }
    await ear.until(messages + 1);
    report.exactly('heard by the one who reads', ear.heard.length - 1, messages);
    report.atMost('waiting for a reader who does not, in KB', (highest - before) / 1024 / readers, 256 + 40);
    const begun = performance.now();
    await vi.waitFor(() => countOpen(host.services.streams.size, 1), { timeout: 60_000, interval: 50 });
    report.durationMs('until all who do not read are cut off', performance.now() - begun, 12_000);
    report.exactly('streams left', host.services.streams.size, 1);
  },
  120_000,
);

function countOpen(size: number, expected: number): void {
  if (size !== expected) throw new Error(`There are ${size} streams, not ${expected}.`);
}

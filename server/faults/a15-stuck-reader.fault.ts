import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { events } from '@hybrid/contracts';
import { onTestFinished } from 'vitest';
import { writeEvent } from '../src/platform/events/entry.ts';
import { startHost } from '../test/host.ts';
import { listenLive } from '../test/listen.ts';
import { memoryOf, startBeside } from '../test/resident.ts';
import { fault } from './fault.ts';

/** As many as one network may have of people who are not signed in, but for the one who reads. */
const readers = 99;
/** Of 20 KB each: far more than the system takes for a connection that nobody reads. */
const messages = 600;

fault(
  'A15',
  async (report) => {
    const host = await startHost();
    const product = await startBeside(host);
    const ada = await host.signUp('Ada');
    const { id } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'About it', body: 'Text' });
    const topics = [`article:${id}`];
    const ear = listenLive(product.url, { topics });
    await ear.until(1);
    const say = (key: string, favoritesCount: number) => {
      const payload = { articleId: id, favoritesCount, padding: 'x'.repeat(20_000) };
      const message = writeEvent({ name: events.favoritesChanged.name, access: 'public', payload });
      return host.eventLog.publish(topics[0] ?? '', message, key);
    };
    // What a process grows by with its first messages is not what waits for anybody.
    for (let count = 1; count <= messages; count += 1) await say(`calm-${count}`, count);
    await ear.until(messages + 1);

    const { port, hostname } = new URL(product.url);
    const input = encodeURIComponent(JSON.stringify({ topics }));
    let cutOff = 0;
    const sockets: Socket[] = [];
    for (let count = 0; count < readers; count += 1) {
      const socket = connect({ port: Number(port), host: hostname });
      socket.on('error', () => undefined);
      socket.once('close', () => (cutOff += 1));
      sockets.push(socket);
      onTestFinished(() => void socket.destroy());
      socket.write(`GET /api/trpc/live.events?input=${input} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
      await once(socket, 'readable');
    }
    const before = await memoryOf(product);
    let highestKb = before.heldKb;
    let highestResidentKb = before.residentKb;
    for (let count = 1; count <= messages; count += 1) {
      await say(`key-${count}`, count);
      if (count % 20 > 0) continue;
      await wait(20);
      const { heldKb, residentKb } = await memoryOf(product);
      highestKb = Math.max(highestKb, heldKb);
      highestResidentKb = Math.max(highestResidentKb, residentKb);
    }
    await ear.until(2 * messages + 1);
    report.exactly('heard by the one who reads', ear.heard.length - 1, 2 * messages);
    // Each was told 12 MB, and all of them the same: it would be held once. What waits for one is bounded to 256 KB, as streams.test.ts shows.
    const inMb = (kb: number) => Math.ceil(kb / 1024);
    report.atMost('more held with 99 who do not, in MB', inMb(highestKb - before.heldKb), 4);
    report.atMost('more resident, in MB', inMb(highestResidentKb - before.residentKb), 8);
    // A socket that is not read says nothing of its end: each reads on now, to what the system still has for it.
    await wait(11_000);
    for (const socket of sockets) socket.resume();
    // Each ends at once, or not at all.
    await wait(5000);
    report.exactly('cut off', cutOff, readers);
  },
  120_000,
);

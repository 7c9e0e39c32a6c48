import { connect } from 'node:net';
import { once } from 'node:events';
import { contract } from '@hybrid/contracts';
import { onTestFinished } from 'vitest';
import { type Person, startHost } from '../test/host.ts';
import { listenLive } from '../test/listen.ts';
import { refusal } from '../test/refusal.ts';
import { memoryOf, startBeside } from '../test/resident.ts';
import { fault } from './fault.ts';

const people = 200;

fault(
  'A14',
  async (report) => {
    const host = await startHost();
    const product = await startBeside(host);
    const { port, hostname } = new URL(product.url);
    const readers: Person[] = [];
    for (let count = 0; count < people; count += 1) readers.push(await host.signUp(`reader-${count}`));
    const calm = await p95Of(product.url);
    let refused = 0;
    // Fifty of each: ten are let in.
    const flood = async ({ id, token }: Person) => {
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
      });
      await Promise.all(opened);
    };
    // What a process grows by with its first thousand is not theirs.
    for (const reader of readers.slice(0, people / 2)) await flood(reader);
    const before = await memoryOf(product);
    for (const reader of readers.slice(people / 2)) await flood(reader);
    report.exactly('let in', people * 50 - refused, people * 10);
    const after = await memoryOf(product);
    // Of those that were refused as well: their connections are open for as long as the client keeps them.
    const eachKb = (kb: number) => Math.ceil(kb / (people * 25));
    report.atMost('resident for each, in KB', eachKb(after.residentKb - before.residentKb), 24);
    report.atMost('held for each, in KB', eachKb(after.heldKb - before.heldKb), 8);
    report.durationMs('p95 of a request beside them', await p95Of(product.url), calm * 2);
    const [first] = readers;
    const ear = listenLive(product.url, { token: first?.token ?? '', topics: [`user:${first?.id}`] });
    report.exactly('the next hears', (await refusal(contract.live.events, ear.refused)).name, 'TOO_MANY_REQUESTS');
  },
  300_000,
);

async function p95Of(url: string): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 200; count += 1) {
    const begun = performance.now();
    await (await fetch(`${url}/api/articles`)).text();
    times.push(performance.now() - begun);
  }
  return times.toSorted((a, b) => a - b)[190] ?? 0;
}

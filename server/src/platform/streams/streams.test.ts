import express, { type Response } from 'express';
import { expect, onTestFinished, test, vi } from 'vitest';
import { listen } from '../http/server.ts';
import { createLog } from '../log.ts';
import type { EventStream } from './event-stream.ts';
import { Streams } from './streams.ts';

/** Serves streams whose times pass faster; `opened` are those that began, in order. */
async function serve(pace: number) {
  const streams = new Streams({
    auth: { identifyMany: async () => new Map() },
    log: createLog('silent'),
    caps: null,
    pace,
  });
  const opened: EventStream[] = [];
  const open = (res: Response) => {
    const stream = streams.open(res, { user: null, token: undefined, countedAs: '127.0.0.1' });
    if (stream === null) throw new Error('The client is there.');
    const ignore = () => {};
    stream.belongTo({ ping: ':\n\n', onDrain: ignore, onClose: ignore, onRole: ignore, onRefused: ignore });
    opened.push(stream);
  };
  const http = await listen(
    express().get('/', (_req, res) => open(res)),
    { port: 0, host: '127.0.0.1' },
  );
  onTestFinished(async () => {
    await streams.drain();
    await http.stop();
    streams.close();
  });
  return { url: `http://127.0.0.1:${http.port}`, streams, opened };
}

test('a stream is spoken to again and again, and ends after its time for the client to come back', async () => {
  const { url, streams, opened } = await serve(0.001);
  const begun = performance.now();
  const answer = await fetch(url);
  const text = await answer.text();
  const lastedMs = performance.now() - begun;
  // 22 ms from one ping to the next, and 600 to 900 ms of life, looked at with each ping.
  expect(lastedMs).toBeGreaterThan(600);
  expect(text.length / 3).toBeGreaterThan(5);
  expect(text.replaceAll(':\n\n', '')).toBe('');
  expect(opened).toHaveLength(1);
  await vi.waitFor(() => expect(streams.size).toBe(0), { interval: 5 });
});

test('a client that takes nothing is cut off after its time, and what waited for it is let go', async () => {
  const { url, streams, opened } = await serve(0.02);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  await fetch(url, { signal: leaving.signal });
  const [stream] = opened;
  // As much as the buffers of both sides take, and then some that waits here.
  const write = () => stream?.write('x'.repeat(16_384)) === true;
  while (write()) await new Promise(setImmediate);
  await vi.waitFor(() => expect(streams.size).toBe(0), { timeout: 15_000, interval: 5 });
  expect(stream?.isOpen).toBe(false);
});

test('a client for whom more waits than there is room for is cut off at once', async () => {
  const { url, streams, opened } = await serve(1);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  await fetch(url, { signal: leaving.signal });
  let written = 0;
  while (opened[0]?.isOpen) {
    opened[0].write('x'.repeat(65_536));
    written += 1;
  }
  // Nobody reads: the system takes some megabytes for itself, and 256 KB wait here at most.
  expect(written).toBeLessThan(200);
  await vi.waitFor(() => expect(streams.size).toBe(0), { interval: 5 });
});

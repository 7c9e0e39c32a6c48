import type { Response } from 'express';
import type { LiveText } from './live.ts';
import type { StreamRequest } from './section.ts';

/** How often a listener's session is looked at, and a line sent that keeps proxies from closing the connection. */
const checkMs = 15_000;

/**
 * Serves a live text as server-sent events: whole at every connect, whole at every change.
 *
 * @remarks
 * htmx swaps what it hears into the page. It ends a stream of its own accord while its tab is hidden, and comes back.
 *
 * @param everyMs how often the session is looked at; 15 s unless told.
 */
export function serveLive(live: LiveText, { req, res, mayStillListen }: StreamRequest, everyMs = checkMs): void {
  // Nginx would keep events back until its buffer is full.
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).flushHeaders();
  if (req.method === 'HEAD') return void res.end();
  const leave = live.listen((text) => send(res, frameOf(text)));
  const check = setInterval(() => {
    // While the database is away nobody can be asked about, and there is nothing to hear either.
    mayStillListen().then(
      (may) => (may ? send(res, ':\n\n') : res.end()),
      () => undefined,
    );
  }, everyMs);
  res.once('close', () => {
    clearInterval(check);
    leave();
  });
}

/** Every text is whole, so that a listener who is behind loses nothing by what is left out. */
function send(res: Response, frame: string): void {
  if (!res.writableNeedDrain && !res.writableEnded) res.write(frame);
}

function frameOf(text: string): string {
  return `${text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}

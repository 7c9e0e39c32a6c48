import type { Response } from 'express';
import { watchCaller } from '../auth/watch-caller.ts';
import type { LiveText } from './live.ts';
import type { StreamRequest } from './section.ts';

/**
 * Serves a live text as server-sent events: whole at every connect, whole at every change.
 *
 * @remarks
 * htmx swaps what it hears into the page. It ends a stream of its own accord while its tab is hidden, and comes back.
 *
 * @param everyMs how often the session is looked at, and a line sent that keeps proxies from closing the connection; 15 s
 * unless told.
 */
export function serveLive(live: LiveText, { req, res, mayStillListen }: StreamRequest, everyMs?: number): void {
  // Nginx would keep events back until its buffer is full.
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).flushHeaders();
  if (req.method === 'HEAD') return void res.end();
  const leave = live.listen((text) => send(res, frameOf(text)));
  const stopWatching = watchCaller({
    mayStay: mayStillListen,
    onStay: () => send(res, ':\n\n'),
    onRefused: () => res.end(),
    everyMs,
  });
  res.once('close', () => {
    stopWatching();
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

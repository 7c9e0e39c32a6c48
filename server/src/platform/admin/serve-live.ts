import { mayGoOn } from '../access.ts';
import { silentFrame } from '../streams/frames.ts';
import { holderOf } from '../streams/holder-of.ts';
import type { LiveText } from './live.ts';
import type { StreamRequest } from './section.ts';

/**
 * Serves a live text as server-sent events: whole at every connect, whole at every change.
 *
 * @remarks
 * htmx swaps what it hears into the page. It ends a stream of its own accord while its tab is hidden, and comes back.
 */
export function serveLive(live: LiveText, { req, res, ctx, session, access }: StreamRequest): void {
  if (req.method === 'HEAD') return void res.status(200).type('text/event-stream').end();
  const stream = ctx.streams.open(res, holderOf(session, ctx.user));
  if (!stream) return;
  // Every text is whole, so that a listener who is behind loses nothing by what is left out.
  const leave = live.listen((text) => stream.stalledSinceMs > 0 || stream.write(frameOf(text)));
  stream.belongTo({
    ping: silentFrame,
    onDrain: () => {},
    onClose: leave,
    onRole: (user) => void (mayGoOn(access, user) || stream.end()),
    onRefused: () => stream.end(),
  });
}

function frameOf(text: string): string {
  return `${text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}

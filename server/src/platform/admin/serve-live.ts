import type { EventStream } from '../streams/event-stream.ts';
import { pingFrame } from '../streams/frames.ts';
import { holderOf } from '../streams/holder-of.ts';
import type { Live } from './live.ts';
import type { StreamRequest } from './section.ts';

/** The parts of a page that are kept current, drawn, by their names. */
export type LiveTexts = Readonly<Record<string, string>>;

/** The id that a part has in its page. */
export function idOfPart(name: string): string {
  return `live-${name}`;
}

/**
 * Serves the live parts of a page as server-sent events: all of them at every connect, then those that changed.
 *
 * @remarks
 * htmx swaps what it hears into the page. It ends a stream of its own accord while its tab is hidden, and comes back. It hears of a
 * ping as well, so that a page can tell a connection on which nothing is said from one that is gone.
 */
export function serveLive(live: Live<LiveTexts>, { req, res, ctx, session }: StreamRequest): void {
  if (req.method === 'HEAD') return void res.status(200).type('text/event-stream').end();
  const stream = ctx.streams.open(res, holderOf(session, ctx.user));
  if (!stream) return;
  const listener = new Listener(stream);
  const leave = live.listen((texts) => listener.hear(texts));
  stream.belongTo({
    ping: pingFrame,
    onDrain: () => listener.catchUp(),
    onClose: leave,
    // What is shown differs by role: who still may comes back for what theirs sees.
    onRole: () => stream.end(),
    onRefused: () => stream.end(),
  });
}

/** Somebody who is told what differs from what they were told last: a listener who is behind leaves out what lies between. */
class Listener {
  readonly #stream: EventStream;
  #told: LiveTexts | null = null;
  #latest: LiveTexts | null = null;

  constructor(stream: EventStream) {
    this.#stream = stream;
  }

  hear(texts: LiveTexts): void {
    this.#latest = texts;
    if (this.#stream.stalledSinceMs === 0) this.catchUp();
  }

  catchUp(): void {
    if (this.#latest === null || this.#latest === this.#told) return;
    const text = this.#told === null ? wholeOf(this.#latest) : changesOf(this.#told, this.#latest);
    this.#told = this.#latest;
    if (text !== '') this.#stream.write(frameOf(text));
  }
}

function wholeOf(texts: LiveTexts): string {
  return Object.entries(texts)
    .map(([name, text]) => `<div id="${idOfPart(name)}">${text}</div>`)
    .join('');
}

function changesOf(told: LiveTexts, texts: LiveTexts): string {
  return Object.entries(texts)
    .filter(([name, text]) => told[name] !== text)
    .map(([name, text]) => `<hx-partial hx-target="#${idOfPart(name)}" hx-swap="innerMorph">${text}</hx-partial>`)
    .join('');
}

function frameOf(text: string): string {
  return `${text
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
}

import type { Response } from 'express';
import { EventStream } from './event-stream.ts';
import { pingFrame } from './frames.ts';

/** Every stream is spoken to once in so many seconds, a share of them each second. */
const pingSeconds = 22;
const secondMs = 1000;
/** A client that takes nothing for so long is cut off, and resumes. */
const stalledMsMax = 10_000;
/** After this long a stream is closed for its client to come back: load moves to new instances, and rights are asked anew. */
const lifeMs = { least: 600_000, most: 900_000 } as const;

/** The streams of a process: one clock for all of them. */
export class Streams {
  readonly #shares: Set<EventStream>[] = Array.from({ length: pingSeconds }, () => new Set<EventStream>());
  #turn = 0;
  readonly #clock = setInterval(() => this.#tick(), secondMs).unref();

  /** How many are open. */
  get size(): number {
    return this.#shares.reduce((sum, { size }) => sum + size, 0);
  }

  /** Begins the answer of a request as a stream, and looks after it; null where the client has gone meanwhile. */
  open(res: Response): EventStream | null {
    const { socket } = res;
    if (!socket || socket.destroyed) return null;
    writeHead(res);
    const stream = new EventStream(socket, this);
    stream.share = Math.floor(Math.random() * pingSeconds);
    stream.endsAtMs = performance.now() + lifeMs.least + Math.random() * (lifeMs.most - lifeMs.least);
    this.#shares[stream.share]?.add(stream);
    return stream;
  }

  close(): void {
    clearInterval(this.#clock);
  }

  remove(stream: EventStream): void {
    this.#shares[stream.share]?.delete(stream);
  }

  #tick(): void {
    const now = performance.now();
    this.#turn = (this.#turn + 1) % pingSeconds;
    for (const stream of this.#shares[this.#turn] ?? []) greet(stream, now);
    for (const share of this.#shares) for (const stream of share) cutStalled(stream, now);
  }
}

/** Says that we are there, or has the client come back whose time is over. */
function greet(stream: EventStream, now: number): void {
  if (now >= stream.endsAtMs) stream.end();
  else if (stream.stalledSinceMs === 0) stream.write(pingFrame);
}

function cutStalled(stream: EventStream, now: number): void {
  if (stream.stalledSinceMs > 0 && now - stream.stalledSinceMs > stalledMsMax) stream.cut();
}

function writeHead(res: Response): void {
  // Without it every frame would be written as a chunk, by four writes; the connection ends with the stream.
  res.useChunkedEncodingByDefault = false;
  res
    .status(200)
    .setHeader('Content-Type', 'text/event-stream')
    .setHeader('Cache-Control', 'no-cache, no-transform')
    // Nginx would keep events back until its buffer is full.
    .setHeader('X-Accel-Buffering', 'no')
    .flushHeaders();
}

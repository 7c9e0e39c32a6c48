import type { Response } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import type { AuthPort } from '../auth/auth-port.ts';
import type { Logger } from '../log.ts';
import { EventStream, type Holder } from './event-stream.ts';
import { Counts, type StreamCaps } from './counts.ts';
import { lookAt } from './look.ts';
import { takeOver } from './take-over.ts';

/** Every stream is spoken to once in so many seconds, a share of them each second. */
const pingSeconds = 22;
const secondMs = 1000;
/** A client that takes nothing for so long is cut off, and resumes. */
const stalledMsMax = 10_000;
/** After this long a stream is closed for its client to come back: load moves to new instances, and rights are asked anew. */
const lifeMs = { least: 600_000, most: 900_000 } as const;
/** How often is asked who holds the open streams, so that nobody depends on being told of it. */
const lookMs = 15_000;
/** Who was let in a moment before they were refused is looked at as soon as their stream is open. */
const rememberedMs = 5000;
/** The open streams end spread over this time, so that their clients do not all come back at once. */
const drainMs = 2000;
const drainSteps = 100;

/** What the streams of a process depend on. */
export interface StreamsOptions {
  readonly auth: Pick<AuthPort, 'identifyMany'>;
  readonly log: Logger;
  /** Null where nothing is limited. */
  readonly caps: StreamCaps | null;
  /** What all times are multiplied by: 1 unless told. */
  readonly pace?: number;
}

/** The streams of a process: one clock for all of them. */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #counts: Counts;
  readonly #shares: Set<EventStream>[] = Array.from({ length: pingSeconds }, () => new Set<EventStream>());
  readonly #clock: NodeJS.Timeout;
  readonly #pace: number;
  /** Of whom was lately told that they may have lost their session or their role. */
  readonly #told = new Map<string, number>();
  #turn = 0;
  #nextLookMs: number;

  constructor(options: StreamsOptions) {
    this.#options = options;
    this.#counts = new Counts(options.caps);
    this.#pace = options.pace ?? 1;
    this.#nextLookMs = performance.now() + jittered(lookMs) * this.#pace;
    this.#clock = setInterval(() => this.#tick(), secondMs * this.#pace).unref();
  }

  /** How many are open. */
  get size(): number {
    return this.#shares.reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Begins the answer of a request as a stream, and looks after it; null where the client has gone meanwhile.
   *
   * @param text what it begins with.
   * @throws TOO_MANY_REQUESTS where its holder has as many as anybody may.
   */
  open(res: Response, holder: Holder, text = ''): EventStream | null {
    const { socket } = res;
    if (!socket || socket.destroyed) return null;
    this.#counts.add(holder);
    setHead(res);
    takeOver(res, socket, text);
    const share = Math.floor(Math.random() * pingSeconds);
    const lifeOfThis = lifeMs.least + Math.random() * (lifeMs.most - lifeMs.least);
    const endsAtMs = performance.now() + lifeOfThis * this.#pace;
    const stream = new EventStream(socket, this, { ...holder, share, endsAtMs });
    this.#shares[share]?.add(stream);
    this.#lookWhereTold(holder);
    return stream;
  }

  /** What was told while it was being opened, it has not been asked about. */
  #lookWhereTold({ user, actorId }: Holder): void {
    for (const id of [user?.id, actorId]) if (id !== undefined && this.#told.has(id)) void this.look(id);
  }

  /** Answers a request by a stream that says no more than why there is none: an HTTP error would end an EventSource for good. */
  refuse(res: Response, text: string): void {
    setHead(res);
    res.status(200).end(text);
  }

  remove(stream: EventStream): void {
    if (this.#shares[stream.share]?.delete(stream)) this.#counts.remove(stream);
  }

  /** Asks who holds the streams that are open, or those of one person and those in which they act as others, and ends those of whoever may not any more. */
  async look(userId?: string): Promise<void> {
    const isMeant = ({ user, actorId }: EventStream) =>
      userId === undefined || user?.id === userId || actorId === userId;
    const held = this.#all().filter((stream) => stream.user !== null && isMeant(stream));
    await lookAt(held, this.#options);
  }

  /** Hears that somebody may have lost their session or their role. */
  tell(userId: string): void {
    this.#told.set(userId, performance.now());
    void this.look(userId);
  }

  /** Ends all streams, for their clients to come back elsewhere. */
  async drain(): Promise<void> {
    const open = this.#all();
    const atATime = Math.ceil(open.length / drainSteps);
    for (let from = 0; from < open.length; from += atATime) {
      // Never tRPC's `return`, which says that there is nothing more to come.
      for (const stream of open.slice(from, from + atATime)) stream.end();
      await wait(Math.min(10, drainMs / drainSteps));
    }
  }

  close(): void {
    clearInterval(this.#clock);
  }

  #all(): EventStream[] {
    return this.#shares.flatMap((share) => [...share]);
  }

  #tick(): void {
    const now = performance.now();
    this.#turn = (this.#turn + 1) % pingSeconds;
    for (const stream of this.#shares[this.#turn] ?? []) greet(stream, now);
    for (const share of this.#shares) for (const stream of share) cutStalled(stream, now - stalledMsMax * this.#pace);
    for (const [userId, toldMs] of this.#told) if (now - toldMs > rememberedMs) this.#told.delete(userId);
    if (now < this.#nextLookMs) return;
    this.#nextLookMs = now + jittered(lookMs) * this.#pace;
    void this.look();
  }
}

/** Says that we are there, or has the client come back whose time is over. */
function greet(stream: EventStream, now: number): void {
  if (now >= stream.endsAtMs) stream.end();
  else if (stream.stalledSinceMs === 0) stream.write(stream.owner?.ping ?? '');
}

function cutStalled(stream: EventStream, beforeMs: number): void {
  if (stream.stalledSinceMs > 0 && stream.stalledSinceMs < beforeMs) stream.cut();
}

/** Processes that were started together do not ask together for ever. */
function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}

function setHead(res: Response): void {
  res
    .setHeader('Content-Type', 'text/event-stream')
    .setHeader('Cache-Control', 'no-cache, no-transform')
    // Nginx would keep events back until its buffer is full.
    .setHeader('X-Accel-Buffering', 'no');
}

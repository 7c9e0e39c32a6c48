import type { Socket } from 'node:net';
import type { Hearer } from '../events/may-hear.ts';

/** What is not taken by the client waits here, in bytes; a client that has more of it waiting is cut off, and resumes. */
const waitingBytesMax = 262_144;

/** What stands behind a stream. */
export interface StreamOwner {
  /** What is said so that nobody takes the connection for lost. */
  readonly ping: string;
  /** The client has taken what was waiting. */
  onDrain(): void;
  /** The connection is closed, by whomever. */
  onClose(): void;
  /** Whoever listens has another role now: that of the stream's `user`. */
  onRole(user: Hearer): void;
  /** Whoever listens may not any more: says so, and ends the stream. */
  onRefused(): void;
}

/** Who holds a stream open. */
export interface Holder {
  readonly user: Hearer;
  /** Who acts as them, where somebody of the staff does. */
  readonly actorId?: string | undefined;
  /** The session that the stream came with, where it stands for somebody. */
  readonly token: string | undefined;
  /** Who is counted: a person, else a network. */
  readonly countedAs: string;
}

/** All streams of a process. */
interface StreamSet {
  remove(stream: EventStream): void;
}

const owned = Symbol('stream');
type OwnedSocket = Socket & { [owned]?: EventStream };

/**
 * The open answer of one request, as server-sent events.
 *
 * @remarks
 * Of the request nothing is kept but its connection, to which is written directly: no chunks are framed, no timer and no
 * closure is made for it. There are tens of thousands of these.
 */
export class EventStream {
  readonly #socket: OwnedSocket;
  readonly #streams: StreamSet;
  #owner: StreamOwner | null = null;
  /** Whoever listens, as they were when they were asked about last. */
  user: Hearer;
  readonly actorId: string | undefined;
  readonly token: string | undefined;
  readonly countedAs: string;
  /** Which of the others it is spoken to with. */
  readonly share: number;
  /** When it is closed for the client to come back. */
  readonly endsAtMs: number;
  /** Since when something waits for the client; 0 while nothing does. */
  stalledSinceMs = 0;

  constructor(
    socket: Socket,
    streams: StreamSet,
    {
      user,
      actorId,
      token,
      countedAs,
      share,
      endsAtMs,
    }: Holder & { readonly share: number; readonly endsAtMs: number },
  ) {
    this.#socket = socket;
    this.#streams = streams;
    this.user = user;
    this.actorId = actorId;
    this.token = token;
    this.countedAs = countedAs;
    this.share = share;
    this.endsAtMs = endsAtMs;
    this.#socket[owned] = this;
    socket.on('close', onClose);
    socket.on('drain', onDrain);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** What is asked while it is open; null before it belongs to anything. */
  get owner(): StreamOwner | null {
    return this.#owner;
  }

  belongTo(owner: StreamOwner): void {
    this.#owner = owner;
  }

  /** Whether the client keeps up; what was handed over is written in either case. */
  write(text: string): boolean {
    return this.isOpen && this.#keepsUp(this.#socket.write(text));
  }

  /** Writes a text of its own and what others are written as well; see `write`. */
  writeShared(text: string, shared: Uint8Array): boolean {
    if (!this.isOpen) return false;
    this.#socket.cork();
    this.#socket.write(text);
    const isTaken = this.#socket.write(shared);
    this.#socket.uncork();
    return this.#keepsUp(isTaken);
  }

  #keepsUp(isTaken: boolean): boolean {
    if (isTaken) return true;
    if (this.stalledSinceMs === 0) this.stalledSinceMs = performance.now();
    if (this.#socket.writableLength > waitingBytesMax) this.cut();
    return false;
  }

  /** Writes the last of it, and closes the connection once it is taken. */
  end(text = ''): void {
    if (!this.isOpen) return;
    if (text !== '') this.#socket.write(text);
    // Our clock cuts it where the client does not take even that.
    if (this.#socket.writableLength > 0 && this.stalledSinceMs === 0) this.stalledSinceMs = performance.now();
    this.#socket.destroySoon();
  }

  /** Closes the connection, whatever waits. */
  cut(): void {
    this.#socket.destroy();
  }

  drained(): void {
    this.stalledSinceMs = 0;
    this.#owner?.onDrain();
  }

  closed(): void {
    const owner = this.#owner;
    this.#owner = null;
    this.#streams.remove(this);
    owner?.onClose();
  }
}

function onClose(this: OwnedSocket): void {
  this[owned]?.closed();
}

function onDrain(this: OwnedSocket): void {
  this[owned]?.drained();
}

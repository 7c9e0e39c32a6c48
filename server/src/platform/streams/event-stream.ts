import type { Socket } from 'node:net';

/** What is not taken by the client waits here, in bytes; a client that has more of it waiting is cut off, and resumes. */
const waitingBytesMax = 262_144;

/** Hears of what becomes of a stream. */
export interface StreamOwner {
  /** The client has taken what was waiting. */
  onDrain(): void;
  /** The connection is closed, by whomever. */
  onClose(): void;
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
  /** Which of the others it is spoken to with. */
  share = 0;
  /** Since when something waits for the client; 0 while nothing does. */
  stalledSinceMs = 0;
  /** When it is closed for the client to come back. */
  endsAtMs = Number.POSITIVE_INFINITY;

  constructor(socket: Socket, streams: StreamSet) {
    this.#socket = socket;
    this.#streams = streams;
    this.#socket[owned] = this;
    socket.on('close', onClose);
    socket.on('drain', onDrain);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  belongTo(owner: StreamOwner): void {
    this.#owner = owner;
  }

  /** Whether the client keeps up; what was handed over is written in either case. */
  write(text: string): boolean {
    if (!this.isOpen) return false;
    if (this.#socket.write(text)) return true;
    if (this.stalledSinceMs === 0) this.stalledSinceMs = performance.now();
    if (this.#socket.writableLength > waitingBytesMax) this.cut();
    return false;
  }

  /** Writes the last of it, and closes the connection once it is taken. */
  end(text = ''): void {
    if (this.isOpen) this.#socket.end(text);
  }

  /** Closes the connection, whatever waits. */
  cut(): void {
    this.#socket.destroy();
  }

  /** Of the socket's own events. */
  drained(): void {
    this.stalledSinceMs = 0;
    this.#owner?.onDrain();
  }

  closed(): void {
    const owner = this.#owner;
    this.#streams.remove(this);
    this.#owner = null;
    owner?.onClose();
  }
}

function onClose(this: OwnedSocket): void {
  this[owned]?.closed();
}

function onDrain(this: OwnedSocket): void {
  this[owned]?.drained();
}

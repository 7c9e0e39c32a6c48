import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { EventLog, LiveMessage, LogPage } from './event-log.ts';
import { Inbox } from './inbox.ts';

/** What a listener is told: a message, or that some may have been missed. `id` is where to resume. */
export type Delivery =
  | { readonly type: 'message'; readonly id: string; readonly message: string }
  | { readonly type: 'reset'; readonly id: string };

interface Position {
  readonly epoch: string;
  readonly seq: number;
}

const retryMs = 1000;

/**
 * Joins every stream of this process to the event log over one subscription a topic.
 *
 * @remarks
 * A listener gets each message of its topic once, in order: what comes live is passed on only when it is the next
 * number, and anything else sends the listener back to the log. Where the log no longer holds what was missed, it is told
 * to `reset`. While the log is away, listeners wait.
 */
export class Hub {
  readonly #log: EventLog;
  readonly #logger: Logger;
  readonly #inboxes = new Map<string, Set<Inbox<LiveMessage>>>();

  constructor(log: EventLog, logger: Logger) {
    this.#log = log;
    this.#logger = logger;
    log.connect({
      onMessage: (live) => this.#inboxes.get(live.topic)?.forEach((inbox) => inbox.put(live)),
      onGap: () => this.#inboxes.forEach((inboxes) => inboxes.forEach((inbox) => inbox.lose())),
    });
  }

  /** How many listeners this process serves now. */
  get listeners(): number {
    return [...this.#inboxes.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Follows a topic until the signal aborts.
   *
   * @param cursor the `id` of the last delivery the listener saw. Null begins at the newest with a `reset`: what the listener
   * read before it was heard here may be older than that.
   */
  async *listen(topic: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<Delivery, void> {
    const inbox = new Inbox<LiveMessage>(signal);
    try {
      await this.#join(topic, inbox);
      let at = parseCursor(cursor);
      while (!signal.aborted) {
        const page = await this.#read(topic, at?.seq ?? Number.MAX_SAFE_INTEGER, signal);
        if (!page) return;
        if (!at || !follows(page, at)) {
          at = { epoch: page.epoch, seq: page.last };
          yield { type: 'reset', id: formatCursor(at) };
          continue;
        }
        at = yield* replay(page, at);
        if (at.seq >= page.last) at = yield* hear(inbox, at);
      }
    } finally {
      await this.#leave(topic, inbox);
    }
  }

  async close(): Promise<void> {
    await this.#log.close();
  }

  async #join(topic: string, inbox: Inbox<LiveMessage>): Promise<void> {
    const inboxes = this.#inboxes.get(topic) ?? new Set();
    this.#inboxes.set(topic, inboxes.add(inbox));
    // Confirmed before the log is read: what is published in between arrives twice rather than never.
    await Promise.race([this.#log.listen(topic), inbox.left]);
  }

  async #leave(topic: string, inbox: Inbox<LiveMessage>): Promise<void> {
    const inboxes = this.#inboxes.get(topic);
    inboxes?.delete(inbox);
    if (inboxes?.size !== 0) return;
    this.#inboxes.delete(topic);
    await this.#log
      .unlisten(topic)
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'Could not leave a topic.'));
  }

  /** Reads until the log answers; null when the listener left meanwhile. */
  async #read(topic: string, after: number, signal: AbortSignal): Promise<LogPage | null> {
    while (!signal.aborted) {
      try {
        return await this.#log.read(topic, after);
      } catch (error) {
        this.#logger.debug({ err: error, topic }, 'The event log is away; a listener waits.');
        await wait(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
    return null;
  }
}

/** Tells what the log holds; ends at the last of it. */
function* replay({ messages }: LogPage, from: Position): Generator<Delivery, Position> {
  let at = from;
  for (const { seq, message } of messages) {
    at = { epoch: at.epoch, seq };
    yield { type: 'message', id: formatCursor(at), message };
  }
  return at;
}

/** Tells what comes live for as long as each message is the next; ends where the log has to be read again. */
async function* hear(inbox: Inbox<LiveMessage>, from: Position): AsyncGenerator<Delivery, Position> {
  let at = from;
  for await (const { epoch, seq, message } of inbox) {
    if (epoch === at.epoch && seq <= at.seq) continue;
    if (epoch !== at.epoch || seq !== at.seq + 1) return at;
    at = { epoch, seq };
    yield { type: 'message', id: formatCursor(at), message };
  }
  return at;
}

/**
 * Tells whether a page goes on where the listener is.
 *
 * @remarks
 * What was trimmed away shows as a first number that is not the next, or as numbers that were given and are not there.
 */
function follows({ epoch, last, messages }: LogPage, at: Position): boolean {
  if (epoch !== at.epoch || at.seq > last) return false;
  const [first] = messages;
  return first ? first.seq === at.seq + 1 : at.seq === last;
}

function formatCursor({ epoch, seq }: Position): string {
  return `${epoch}:${seq}`;
}

/** A cursor comes from a client: whatever is not one of ours is of another epoch. */
function parseCursor(cursor: string | null): Position | null {
  if (cursor === null) return null;
  const match = /^([0-9a-f]{8}):(\d{1,15})$/.exec(cursor);
  return match ? { epoch: match[1] ?? '', seq: Number(match[2]) } : { epoch: '', seq: 0 };
}

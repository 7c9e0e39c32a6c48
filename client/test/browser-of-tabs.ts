import { onTestFinished, vi } from 'vitest';
import { createLive, type Live } from '../src/lib/live/live.ts';
import type { LiveMessage, LiveState } from '../src/lib/live/tab-message.ts';

/** A tab of a browser, as far as the others notice it. */
export interface Tab {
  readonly live: Live;
  /** Takes its leave, as a tab does that is closed. */
  close(): void;
  /** Is gone without a word. */
  crash(): void;
  /** Neither says nor hears anything, and keeps what it has. */
  sleep(): void;
  wake(): void;
}

/** A stream that is open. */
export interface OpenedStream {
  readonly tab: Tab;
  readonly topics: readonly string[];
  readonly cursor: string | null;
  tell(id: string, message: LiveMessage): void;
  be(state: LiveState): void;
}

/** A browser, of which jsdom has neither the locks nor the channels; and the streams that its tabs have open now. */
export function browserOfTabs({ isEphemeral = () => false }: { isEphemeral?: (name: string) => boolean } = {}) {
  const streams: OpenedStream[] = [];
  const locks = new Locks();
  const tabs = new Set<Channel>();
  const open = (): Tab => {
    const channel = new Channel(tabs);
    vi.stubGlobal('BroadcastChannel', function openChannel() {
      return channel;
    });
    vi.stubGlobal('navigator', { locks: locks.of(channel) });
    const live = createLive({
      isEphemeral,
      readAgain: () => undefined,
      open: (topics, cursor, { onMessage, onState }) => {
        const opened = { tab, topics, cursor, tell: onMessage, be: onState };
        streams.push(opened);
        return () => void streams.splice(streams.indexOf(opened), 1);
      },
    });
    const forget = () => {
      channel.close();
      locks.forget(channel);
      for (const opened of streams.filter((one) => one.tab === tab)) streams.splice(streams.indexOf(opened), 1);
    };
    const tab: Tab = {
      live,
      close: () => live.close(),
      crash: forget,
      sleep: () => channel.sleep(),
      wake: () => channel.wake(),
    };
    onTestFinished(forget);
    return tab;
  };
  return { streams, open };
}

type Receive = (event: { data: unknown }) => void;

/** What one tab hears of the others. */
class Channel {
  readonly #all: Set<Channel>;
  readonly #missed: unknown[] = [];
  #receive: Receive = () => undefined;
  #isAsleep = false;

  constructor(all: Set<Channel>) {
    this.#all = all.add(this);
  }

  addEventListener(_: string, receive: Receive): void {
    this.#receive = receive;
  }

  postMessage(data: unknown): void {
    if (this.#isAsleep) return;
    for (const other of this.#all) if (other !== this) queueMicrotask(() => other.#hear(data));
  }

  close(): void {
    this.#all.delete(this);
  }

  sleep(): void {
    this.#isAsleep = true;
  }

  wake(): void {
    this.#isAsleep = false;
    for (const data of this.#missed.splice(0)) this.#hear(data);
  }

  #hear(data: unknown): void {
    if (!this.#all.has(this)) return;
    if (this.#isAsleep) this.#missed.push(data);
    else this.#receive({ data });
  }
}

interface Claim {
  readonly owner: object;
  readonly hold: () => Promise<unknown>;
  readonly end: (error?: Error) => void;
}

/** One lock, as the Web Locks API gives it: in turn, or to whoever steals it. */
class Locks {
  readonly #waiting: Claim[] = [];
  #held: Claim | null = null;

  of(owner: object) {
    return {
      request: (_: string, options: { signal?: AbortSignal; steal?: boolean }, hold: () => Promise<unknown>) =>
        new Promise<void>((resolve, reject) => {
          const claim = { owner, hold, end: (error?: Error) => (error ? reject(error) : resolve()) };
          options.signal?.addEventListener('abort', () => this.#withdraw(claim));
          if (options.steal) this.#steal(claim);
          else this.#waiting.push(claim);
          this.#next();
        }),
    };
  }

  /** A tab that is gone holds and wants nothing. */
  forget(owner: object): void {
    for (const claim of this.#waiting.filter((one) => one.owner === owner)) this.#withdraw(claim);
    if (this.#held?.owner === owner) this.#held = null;
    this.#next();
  }

  #steal(claim: Claim): void {
    this.#held?.end(new Error('The lock was stolen.'));
    this.#give(claim);
  }

  #withdraw(claim: Claim): void {
    const index = this.#waiting.indexOf(claim);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  #next(): void {
    const next = this.#held ? undefined : this.#waiting.shift();
    if (next) this.#give(next);
  }

  #give(claim: Claim): void {
    this.#held = claim;
    queueMicrotask(() => {
      void claim.hold().finally(() => {
        if (this.#held === claim) this.#held = null;
        claim.end();
        this.#next();
      });
    });
  }
}

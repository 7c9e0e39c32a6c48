const capacity = 256;

/**
 * What came live for one listener and was not taken yet.
 *
 * @remarks
 * Bounded: a listener that falls behind loses what is here, and an iteration over it ends. It then reads the log.
 */
export class Inbox<T> {
  readonly #signal: AbortSignal;
  readonly #waiting: T[] = [];
  #lost = false;
  #wake: (() => void) | undefined;
  /** Resolves when the listener has gone. */
  readonly left: Promise<void>;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.left = new Promise((resolve) => {
      const leave = () => {
        this.#wake?.();
        resolve();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', leave, { once: true });
    });
  }

  put(message: T): void {
    if (this.#waiting.length >= capacity) return this.lose();
    this.#waiting.push(message);
    this.#wake?.();
  }

  /** Says that something may have been missed. */
  lose(): void {
    this.#waiting.length = 0;
    this.#lost = true;
    this.#wake?.();
  }

  /** Yields what comes until something was lost or the listener has gone. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    while (!this.#signal.aborted) {
      if (this.#lost) {
        this.#lost = false;
        return;
      }
      const message = this.#waiting.shift();
      if (message === undefined) await this.#next();
      else yield message;
    }
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

type Close = () => Promise<void>;

/** What a process has opened, to be closed in the opposite order. */
export class Closing {
  readonly #steps: Close[] = [];

  add(close: Close): void {
    this.#steps.push(close);
  }

  /** Closes everything, also where something fails to; the first failure is thrown at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#steps.splice(0).toReversed()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}

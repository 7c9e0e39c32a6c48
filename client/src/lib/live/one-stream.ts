import type { LiveMessage, LiveState } from './tab-message.ts';

/** What a stream tells whoever opened it. */
export interface StreamSink {
  onMessage(id: string, message: LiveMessage): void;
  onState(state: LiveState): void;
}

/** Opens a stream, which opens again by itself after a failure. Returns what ends it. */
export type OpenStream = (topics: readonly string[], cursor: string | null, sink: StreamSink) => () => void;

interface OneStreamOptions extends StreamSink {
  readonly open: OpenStream;
  /** Where to resume these topics. */
  readonly cursorOf: (topics: readonly string[]) => string | null;
}

/** The one stream of a browser, on the tab that leads. */
export class OneStream {
  readonly #options: OneStreamOptions;
  #topics: readonly string[] = [];
  #end: (() => void) | null = null;

  constructor(options: OneStreamOptions) {
    this.#options = options;
  }

  get topics(): readonly string[] {
    return this.#topics;
  }

  /**
   * Sees to it that the stream has these topics; one too many is dropped when it opens the next time.
   *
   * @returns whether it opens anew.
   */
  follow(topics: readonly string[]): boolean {
    if (topics.length === 0) this.stop();
    if (topics.every((topic) => this.#topics.includes(topic))) return false;
    const { open, cursorOf, onMessage, onState } = this.#options;
    this.#end?.();
    this.#topics = topics;
    onState('opening');
    this.#end = open(topics, cursorOf(topics), { onMessage, onState });
    return true;
  }

  stop(): void {
    this.#end?.();
    this.#end = null;
    this.#topics = [];
    this.#options.onState('idle');
  }
}

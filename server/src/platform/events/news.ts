/** The channels by which processes hear from each other. */
export interface News {
  /** Resolves when it is confirmed; waits for Redis to return. */
  subscribe(channels: readonly string[]): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  /** Where it goes, and `onGap` when some may have been missed. Set once. */
  connect(sink: NewsSink): void;
  close(): void;
}

/** What hears the news. */
export interface NewsSink {
  onText(channel: string, text: string): void;
  onGap(): void;
}

/** So many channels are asked for by one command. */
const subscribeMax = 1000;

/** Asks for many channels, some at a time. */
export async function inParts(
  channels: readonly string[],
  subscribe: (part: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < channels.length; from += subscribeMax) {
    await subscribe(channels.slice(from, from + subscribeMax));
  }
}

/** Longer than any outage that a stream is worth keeping open for. */
const subscribeTimeoutMs = 600_000;

/** Unlike commands, subscriptions wait for Redis to return: the streams behind them stay open meanwhile. */
export const patient = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  commandTimeout: subscribeTimeoutMs,
  autoResubscribe: false,
} as const;

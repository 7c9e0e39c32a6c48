/** A message and its place in its topic. */
export interface LoggedMessage {
  readonly seq: number;
  readonly message: string;
}

/** A stretch of a topic's recent past, as it stood at one moment. */
export interface LogPage {
  /** Changes when the numbering began anew: a cursor of another epoch means nothing here. */
  readonly epoch: string;
  /** The newest number given; 0 where nothing was published. */
  readonly last: number;
  /** In order, contiguous, beginning after the number asked for, or at the oldest that is kept. */
  readonly messages: readonly LoggedMessage[];
}

/** A message as it is published, pushed to every process that listens. */
export interface LiveMessage {
  readonly topic: string;
  readonly epoch: string;
  readonly seq: number;
  /** Null where it is too long to be pushed: it is read. */
  readonly message: string | null;
}

/** What hears the news. */
export interface LogSink {
  onMessage(live: LiveMessage): void;
  /** Some may have been missed. */
  onGap(): void;
  onWhisper(topic: string, message: string): void;
  onTold(userId: string): void;
}

/**
 * The recent past of every topic, and the news.
 *
 * @remarks
 * Numbers within a topic are contiguous, which is what makes a gap visible. Postgres holds the truth; what falls out of
 * the log is read there again.
 */
export interface EventLog {
  /** Appends a message; a `key` that was published before is ignored, so that a repeated job says nothing twice. */
  publish(topic: string, message: string, key: string): Promise<void>;
  /** Reads what follows `after`. */
  read(topic: string, after: number): Promise<LogPage>;
  /** Asks for news of topics; news published after it resolves is not missed while the connection holds. */
  listen(topics: readonly string[]): Promise<void>;
  unlisten(topic: string): Promise<void>;
  /** Says something to whoever listens to a topic at this moment, and keeps nothing of it. */
  whisper(topic: string, message: string): Promise<void>;
  /** Tells every process something that concerns a person. */
  tell(userId: string): Promise<void>;
  /** Where news goes. Set once, by the hub. */
  connect(sink: LogSink): void;
  close(): Promise<void>;
}

/** How much of a topic is kept, and for how long after its last message. */
export const retention = { messages: 1000, ms: 3_600_000 } as const;

/** The most that one `read` returns. */
export const pageSize = 200;

/** What is longer, in bytes, is not pushed to every process that listens, but read. */
export const pushBytesMax = 32_768;

import type { Position } from '@hybrid/contracts/kernel';
import type { Logger } from '../log.ts';
import { Attachment, type Listener } from './attachment.ts';
import { Place } from './entry.ts';
import type { EventLog, LogPage } from './event-log.ts';
import { type Delivery, Follower, type FollowingListener } from './follower.ts';
import { HubTopic, type TopicOptions } from './hub-topic.ts';
import { StreamTally } from './stream-tally.ts';

export type { Delivery };

/** A topic that somebody wants to hear. */
export interface Wanted {
  readonly topic: string;
  /** Up to where they have heard it; null begins at the newest with a `reset`. */
  readonly position: Position | null;
}

/** What else the hub is asked to tell its process. */
export interface HubOptions {
  /** Somebody may have lost their session or their role. */
  onTold?(userId: string): void;
  /** Others hear a topic now than before. */
  onAudience?(topic: string): void;
}

const retryMs = 1000;
/** So many reads of the log are under way at a time: after a lost connection all topics ask at once. */
const readsMax = 64;
const forgetMs = 60_000;

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
  readonly #topics = new Map<string, HubTopic>();
  readonly #forgetting: NodeJS.Timeout;
  /** Topics that nobody heard a moment ago: asked for together. */
  #joining: HubTopic[] = [];
  #reads = 0;
  readonly #queue: (() => void)[] = [];
  /** What all topics share. */
  readonly #ofTopics: TopicOptions;
  #isClosed = false;
  /** What this process did for its streams. */
  readonly tally = new StreamTally();

  constructor(log: EventLog, logger: Logger, { onTold = () => {}, onAudience = () => {} }: HubOptions = {}) {
    this.#ofTopics = { readLog: (...asked) => this.#read(...asked), onAudience, tally: this.tally };
    this.#log = log;
    this.#logger = logger;
    this.#forgetting = setInterval(() => this.#forget(), forgetMs / 2).unref();
    log.connect({
      onMessage: (live) => this.#topics.get(live.topic)?.onMessage(live),
      onGap: () => this.#topics.forEach((topic) => topic.refresh()),
      onWhisper: (topic, message) => this.#topics.get(topic)?.onWhisper(message),
      onTold,
    });
  }

  /** How many hear a topic in this process. */
  audience(topic: string): number {
    return this.#topics.get(topic)?.attachments.filter(({ isHeard }) => isHeard).length ?? 0;
  }

  /** How many listeners this process serves now, a topic each. */
  get listeners(): number {
    return this.#topics.values().reduce((sum, { attachments }) => sum + attachments.length, 0);
  }

  /** How many topics are heard in this process. */
  get topics(): number {
    return this.#topics.size;
  }

  /** The topics that most hear in this process. */
  largest(most: number): { readonly topic: string; readonly count: number }[] {
    return [...this.#topics.values()]
      .map(({ name: topic, attachments: { length: count } }) => ({ topic, count }))
      .toSorted((one, other) => other.count - one.count)
      .slice(0, most);
  }

  /** Has a listener hear topics; all of them stand in `listener.attachments` before it is told anything. */
  attach(listener: Listener, wanted: readonly Wanted[]): void {
    const attachments = wanted.map(({ topic: name, position }) => {
      const topic = this.#topics.get(name) ?? this.#join(name);
      return new Attachment(topic, listener, position && new Place(topic.hash, position));
    });
    listener.attachments = attachments;
    for (const attachment of attachments) attachment.topic.add(attachment);
  }

  /** Has a listener hear nothing more. */
  detach(listener: Listener): void {
    for (const attachment of listener.attachments) this.#leave(attachment);
    listener.attachments = [];
  }

  /** Asks anew whether a listener may hear its topics: what it may do has changed. */
  recheck({ attachments }: Listener): void {
    for (const attachment of attachments) {
      attachment.isLive = false;
      attachment.isUnchecked = true;
      attachment.topic.advance(attachment);
    }
  }

  /** Tells a listener that can take more again what it has not heard. */
  resume({ attachments }: Listener): void {
    for (const attachment of attachments) {
      if (!attachment.isLive && !attachment.isUnchecked) attachment.topic.advance(attachment);
    }
  }

  /** Hands out what a listener is told of topics, one by one, until the signal aborts. */
  async *follow<T>(
    listener: FollowingListener<T>,
    wanted: readonly Wanted[],
    signal: AbortSignal,
  ): AsyncGenerator<T, void> {
    if (signal.aborted) return;
    const { untaken } = listener;
    const wake = () => untaken.wake();
    signal.addEventListener('abort', wake, { once: true });
    this.attach(listener, wanted);
    try {
      while (!signal.aborted) {
        const told = await untaken.next();
        if (told !== undefined && !signal.aborted) yield told;
        if (untaken.isEmpty) this.resume(listener);
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.detach(listener);
    }
  }

  /**
   * Follows a topic until the signal aborts.
   *
   * @param cursor the `id` of the last delivery the listener saw. Null begins at the newest with a `reset`: what the listener
   * read before it was heard here may be older than that.
   */
  listen(topic: string, cursor: string | null, signal: AbortSignal): AsyncGenerator<Delivery, void> {
    return this.follow(new Follower(), [{ topic, position: parsePosition(cursor) }], signal);
  }

  /**
   * Tells every process that somebody may have lost their session or their role.
   *
   * @remarks
   * Nothing depends on its being heard: who holds open streams is asked again and again, and who calls every two seconds.
   *
   * @returns what resolves once it was said, or could not be.
   */
  async tell(userId: string): Promise<void> {
    await this.#log.tell(userId).catch((error: unknown) => this.#logger.debug({ err: error }, 'Nobody could be told.'));
  }

  /** Tells whoever listens at this moment; whoever does not never hears of it. */
  whisper(topic: string, message: string): void {
    this.#log
      .whisper(topic, message)
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'A whisper went unheard.'));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#forgetting);
    await this.#log.close();
  }

  #leave(attachment: Attachment): void {
    const { topic } = attachment;
    topic.remove(attachment);
    if (topic.attachments.length > 0) return;
    this.#topics.delete(topic.name);
    this.#log
      .unlisten(topic.name)
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'Could not leave a topic.'));
  }

  #join(name: string): HubTopic {
    const topic = new HubTopic(name, this.#ofTopics);
    this.#topics.set(name, topic);
    if (this.#joining.push(topic) === 1) setImmediate(() => void this.#subscribe(this.#joining.splice(0)));
    return topic;
  }

  /** Confirmed before the log is read: what is published in between arrives twice rather than never. */
  async #subscribe(topics: readonly HubTopic[]): Promise<void> {
    const wanted = topics.filter((topic) => this.#topics.get(topic.name) === topic);
    if (wanted.length === 0 || this.#isClosed) return;
    try {
      await this.#log.listen(wanted.map(({ name }) => name));
      for (const topic of wanted) topic.refresh();
    } catch (error) {
      this.#logger.debug({ err: error }, 'Topics could not be listened to; their listeners wait.');
      setTimeout(() => void this.#subscribe(wanted), retryMs).unref();
    }
  }

  async #read(topic: string, after: number): Promise<LogPage> {
    if (this.#reads >= readsMax) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#reads += 1;
    try {
      return await this.#log.read(topic, after);
    } catch (error) {
      this.#logger.debug({ err: error, topic }, 'The event log is away; its listeners wait.');
      throw error;
    } finally {
      this.#reads -= 1;
      this.#queue.shift()?.();
    }
  }

  #forget(): void {
    const before = Date.now() - forgetMs;
    for (const topic of this.#topics.values()) topic.forget(before);
  }
}

/** A cursor comes from a client: whatever is not one of ours is of another epoch. */
function parsePosition(cursor: string | null): Position | null {
  if (cursor === null) return null;
  const match = /^([0-9a-f]{8}):(\d{1,15})$/.exec(cursor);
  return match ? { epoch: match[1] ?? '', seq: Number(match[2]) } : { epoch: '', seq: 0 };
}

import { setTimeout as wait } from 'node:timers/promises';
import { topicHash } from '@hybrid/contracts/kernel';
import { type AttachedTopic, type Attachment, judge, lowestWanted } from './attachment.ts';
import { Entry, isSamePlace, Place } from './entry.ts';
import type { LiveMessage, LogPage } from './event-log.ts';
import { Past, Served } from './past.ts';
import type { StreamTally } from './stream-tally.ts';

/** How long a listener waits before the log is asked again that did not answer. */
const retryMs = 1000;
/** What came while the log was read; more than that is read from it. */
const pendingMax = 256;

/** What the topics of a hub share. */
export interface TopicOptions {
  /** Reads the log; see `EventLog.read`. */
  readLog(topic: string, after: number): Promise<LogPage>;
  /** Hears that others hear the topic now than before. */
  onAudience(topic: string): void;
  readonly tally: Pick<StreamTally, 'deliveries' | 'resets'>;
}

/**
 * One topic that somebody in this process hears.
 *
 * @remarks
 * Whoever is at the head is handed each next message as it comes. Everybody else walks there from entry to entry, through the
 * recent past that is kept here, else through the log, of which one read is under way at a time, for all of them.
 */
export class HubTopic implements AttachedTopic {
  readonly name: string;
  readonly hash: string;
  readonly attachments: Attachment[] = [];
  readonly #past: Past;
  /** What came since the read that is under way began; null while none is. */
  #pending: LiveMessage[] | null = null;
  /** A page of the log, while those are served who wanted it. */
  #served: Served | null = null;
  #isStale = false;

  readonly #shared: TopicOptions;

  constructor(name: string, shared: TopicOptions) {
    this.name = name;
    this.hash = topicHash(name);
    this.#past = new Past(this.hash);
    this.#shared = shared;
  }

  add(attachment: Attachment): void {
    attachment.index = this.attachments.push(attachment) - 1;
    if (this.#past.head) this.advance(attachment);
  }

  remove(attachment: Attachment): void {
    const last = this.attachments.pop();
    if (last && last !== attachment) {
      last.index = attachment.index;
      this.attachments[last.index] = last;
    }
    attachment.index = -1;
    attachment.isLive = false;
    if (attachment.isHeard) this.#shared.onAudience(this.name);
  }

  /** News may have been missed, or nothing was read yet: reads the log. */
  refresh(): void {
    this.#interrupt();
    // What is being read may have been written down before.
    this.#isStale = this.#pending !== null;
    void this.#read();
  }

  onMessage(live: LiveMessage): void {
    if (this.#pending) {
      if (this.#pending.length < pendingMax) this.#pending.push(live);
      return;
    }
    const relation = this.#past.relate(live);
    if (relation === 'gap') this.refresh();
    if (relation === 'next') this.#take(new Entry(new Place(this.hash, live), live.message ?? '', Date.now()));
  }

  /** Told to whoever is where things happen now: to others it is old before they come to it. */
  onWhisper(message: string): void {
    const { head } = this.#past;
    if (!head) return;
    const entry = new Entry(head, message, Date.now());
    for (const attachment of this.attachments.toReversed()) {
      const hears = attachment.isLive && !attachment.isMuted && entry.rank <= attachment.listener.rank;
      if (!hears) continue;
      this.#shared.tally.deliveries += 1;
      attachment.isLive = attachment.listener.hear(attachment, entry);
    }
  }

  forget(beforeMs: number): void {
    this.#past.forget(beforeMs);
  }

  /** Tells a listener what it has not heard, as far as it is known and may be told; at the head it is live. */
  advance(attachment: Attachment): void {
    let goesOn = true;
    while (goesOn && this.#past.head && !attachment.isGone) {
      attachment.isWanting = false;
      // Before it is asked whether it may hear the topic, so that a loss of that right comes after.
      if (attachment.place === null) this.#begin(attachment, this.#past.head);
      goesOn = attachment.isUnchecked ? this.#check(attachment) : this.#goOn(attachment, this.#past.head);
    }
  }

  /** Begins at the newest: what the listener read before it was heard here may be older than that. */
  #begin(attachment: Attachment, head: Place): void {
    attachment.place = head;
    attachment.owesReset = true;
  }

  /** Whether there is more to tell. */
  #goOn(attachment: Attachment, head: Place): boolean {
    if (attachment.owesReset && !this.#reset(attachment)) return false;
    const { place } = attachment;
    attachment.isLive = place !== null && isSamePlace(place, head);
    return !attachment.isLive && place !== null && this.#step(attachment, place);
  }

  #reset(attachment: Attachment): boolean {
    attachment.owesReset = false;
    if (attachment.isMuted) return true;
    this.#shared.tally.resets += 1;
    return attachment.listener.reset(attachment);
  }

  /** Goes on by one entry, or to the head where that was missed. */
  #step(attachment: Attachment, place: Place): boolean {
    const { head } = this.#past;
    const entry = this.#past.after(place) ?? this.#served?.after(place);
    if (entry) return this.#tell(attachment, entry);
    if (head && this.#served?.isMissed(place, head)) {
      attachment.place = null;
      // Among what was missed somebody may have lost the right to hear it.
      attachment.isUnchecked = attachment.wasHeard;
      return true;
    }
    attachment.isWanting = true;
    void this.#read();
    return false;
  }

  /** Whether the listener can go on. */
  #tell(attachment: Attachment, entry: Entry): boolean {
    attachment.place = entry.place;
    if (entry.isRecheck) {
      attachment.isLive = false;
      attachment.isUnchecked = true;
      return true;
    }
    if (attachment.isMuted || entry.rank > attachment.listener.rank) return true;
    this.#shared.tally.deliveries += 1;
    if (attachment.listener.hear(attachment, entry)) return true;
    attachment.isLive = false;
    return false;
  }

  #take(entry: Entry): void {
    this.#past.push(entry);
    // From the end: whoever goes meanwhile is replaced by one who was told already.
    for (let index = this.attachments.length - 1; index >= 0; index -= 1) {
      const attachment = this.attachments[index];
      if (!attachment?.isLive || attachment.place === entry.place) continue;
      if (this.#tell(attachment, entry) && attachment.isUnchecked) this.advance(attachment);
    }
  }

  /** Whether it was answered at once. */
  #check(attachment: Attachment): boolean {
    attachment.checks += 1;
    const may = attachment.listener.mayHear(this.name);
    if (typeof may === 'boolean') {
      this.#judge(attachment, may);
      return true;
    }
    void this.#wait(attachment, may);
    return false;
  }

  #judge(attachment: Attachment, may: boolean): void {
    const { isHeard } = attachment;
    judge(attachment, may);
    if (attachment.isHeard !== isHeard) this.#shared.onAudience(this.name);
  }

  async #wait(attachment: Attachment, may: Promise<boolean>): Promise<void> {
    const { checks } = attachment;
    try {
      const answer = await may;
      if (attachment.checks === checks) this.#judge(attachment, answer);
    } catch {
      // Nobody can be asked: nothing is told until somebody can.
      await wait(retryMs, undefined, { ref: false });
    }
    if (attachment.checks === checks) this.advance(attachment);
  }

  /** Reads the log for all who want it; what comes live meanwhile waits. */
  async #read(): Promise<void> {
    if (this.#pending) return;
    const pending: LiveMessage[] = (this.#pending = []);
    const after = lowestWanted(this.attachments, this.#past.head);
    const page = await this.#patientRead(after);
    this.#pending = null;
    if (!page) return;
    this.#serve(after, page);
    for (const live of pending) this.onMessage(live);
    if (this.#isStale) this.refresh();
  }

  /** Reads until the log answers; null when nobody is left who waits for it. */
  async #patientRead(after: number): Promise<LogPage | null> {
    while (this.attachments.length > 0) {
      try {
        return await this.#shared.readLog(this.name, after);
      } catch {
        await wait(retryMs, undefined, { ref: false });
      }
    }
    return null;
  }

  #serve(after: number, page: LogPage): void {
    const now = Date.now();
    const { epoch } = page;
    const entries = page.messages.map(
      ({ seq, message }) => new Entry(new Place(this.hash, { epoch, seq }), message, now),
    );
    if (this.#past.isAhead(page)) {
      this.#interrupt();
      this.#past.extend(page, entries);
    }
    this.#served = new Served(page.epoch, { after, entries });
    for (const attachment of this.attachments.filter(({ isWanting }) => isWanting)) {
      attachment.isWanting = false;
      this.advance(attachment);
    }
    this.#served = null;
    // Those who went on as far as the page did and are not there yet.
    if (this.attachments.some(({ isWanting }) => isWanting)) void this.#read();
  }

  /** Nobody is handed what comes next before they are where it follows. */
  #interrupt(): void {
    for (const attachment of this.attachments) {
      attachment.isWanting ||= attachment.isLive;
      attachment.isLive = false;
    }
  }
}

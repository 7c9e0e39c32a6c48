import type { Entry, Place } from './entry.ts';

/**
 * Somebody who hears topics over one connection.
 *
 * @remarks
 * What `hear` and `reset` are given was taken in any case; false says that the listener can take no more before
 * `Hub.resume`.
 */
export interface Listener {
  /** What it hears; set by the hub. */
  attachments: readonly Attachment[];
  /** What it may hear at most: see `rankOf`. */
  readonly rank: number;
  /** Asks whether it may hear a topic. */
  mayHear(topic: string): boolean | Promise<boolean>;
  /** Is told what comes next. */
  hear(attachment: Attachment, entry: Entry): boolean;
  /** Is told that some may have been missed. */
  reset(attachment: Attachment): boolean;
  /** Is told that it may not hear a topic it has asked for. */
  deny(attachment: Attachment): void;
}

/** A topic, as those who hear it know it. */
export interface AttachedTopic {
  readonly name: string;
  readonly attachments: readonly Attachment[];
  add(attachment: Attachment): void;
  remove(attachment: Attachment): void;
  /** Tells a listener what it has not heard. */
  advance(attachment: Attachment): void;
}

/** One topic on one connection. Plain fields alone: there are tens of thousands of them. */
export class Attachment {
  readonly topic: AttachedTopic;
  readonly listener: Listener;
  /** Up to where it has heard; null before it is known where that begins. */
  place: Place | null;
  /** Its number in the list of its topic. */
  index = -1;
  /** Is handed each message as it comes. */
  isLive = false;
  /** Waits for something that only the log may hold. */
  isWanting = true;
  /** Waits for whether it may hear the topic. */
  isUnchecked = true;
  /** Counts how often that was asked: an answer to an earlier question counts no more. */
  checks = 0;
  /** May not hear the topic, and passes over all of it. */
  isMuted = false;
  /** Was let in once. */
  wasHeard = false;
  /** Has to be told that some was missed before anything else. */
  owesReset = false;

  constructor(topic: AttachedTopic, listener: Listener, place: Place | null) {
    this.topic = topic;
    this.listener = listener;
    this.place = place;
  }

  get isHeard(): boolean {
    return this.wasHeard && !this.isMuted;
  }

  get isGone(): boolean {
    return this.index < 0;
  }
}

/** What follows from whether a listener may hear the topic; it goes on in either case, if only to hear when it may again. */
export function judge(attachment: Attachment, may: boolean): void {
  if (attachment.isGone) return;
  attachment.isUnchecked = false;
  if (may) {
    attachment.owesReset ||= attachment.isMuted;
    attachment.isMuted = false;
    attachment.wasHeard = true;
  } else if (!attachment.isMuted) {
    attachment.isMuted = true;
    if (attachment.wasHeard) attachment.listener.reset(attachment);
    else attachment.listener.deny(attachment);
  }
}

/** The number after which the log has to be read for those who want it; the newest alone where nobody says. */
export function lowestWanted(attachments: readonly Attachment[], head: Place | null): number {
  let lowest = head?.seq ?? Number.MAX_SAFE_INTEGER;
  for (const { isWanting, place } of attachments) {
    if (isWanting && place && (!head || place.epoch === head.epoch)) lowest = Math.min(lowest, place.seq);
  }
  return lowest;
}

import { parseCursor, topicHash } from '@hybrid/contracts/kernel';
import type { Attachment, Listener } from '../events/attachment.ts';
import { type Entry, type Frame, rankOf } from '../events/entry.ts';
import type { Hub, Wanted } from '../events/hub.ts';
import type { MayHear } from '../events/may-hear.ts';
import type { EventStream, StreamOwner } from './event-stream.ts';

/** How what is heard is written. */
export interface Wording {
  /** Empty for what is no event. */
  event(topic: string, entry: Entry): Frame;
  reset(topic: string): string;
  denied(topic: string): string;
  /** What stands before each frame: where to resume after it. */
  id(attachments: readonly Attachment[]): string;
  /** Says that whoever listens may not any more. */
  refused(): string;
  readonly ping: string;
}

/** What a connection is served by. */
export interface LiveServices {
  readonly hub: Hub;
  readonly mayHear: MayHear;
}

/** What somebody wants to hear, and where they were. */
export interface LiveInput {
  readonly topics: readonly string[];
  readonly lastEventId?: string | null | undefined;
}

/** The topics of an input, each once, with where its cursor says they were. */
export function wantedOf({ topics, lastEventId }: LiveInput): Wanted[] {
  const cursor = parseCursor(lastEventId);
  return [...new Set(topics)].map((topic) => ({ topic, position: cursor.get(topicHash(topic)) ?? null }));
}

/** Somebody who hears topics over one stream. */
export class LiveConnection implements Listener, StreamOwner {
  readonly #stream: EventStream;
  readonly #services: LiveServices;
  readonly #wording: Wording;
  attachments: readonly Attachment[] = [];

  constructor(stream: EventStream, services: LiveServices, wording: Wording) {
    this.#stream = stream;
    this.#services = services;
    this.#wording = wording;
  }

  /** Begins to hear. */
  begin(input: LiveInput): void {
    this.#services.hub.attach(this, wantedOf(input));
  }

  get rank(): number {
    return rankOf(this.#stream.user?.role ?? null);
  }

  mayHear(topic: string): boolean | Promise<boolean> {
    return this.#services.mayHear(topic, this.#stream.user);
  }

  hear({ topic }: Attachment, entry: Entry): boolean {
    const frame = this.#wording.event(topic.name, entry);
    return frame === '' || this.#write(frame);
  }

  reset({ topic }: Attachment): boolean {
    return this.#write(this.#wording.reset(topic.name));
  }

  deny({ topic }: Attachment): void {
    this.#write(this.#wording.denied(topic.name));
  }

  get ping(): string {
    return this.#wording.ping;
  }

  onRole(): void {
    this.#services.hub.recheck(this);
  }

  onRefused(): void {
    this.#services.hub.detach(this);
    this.#stream.end(this.#wording.refused());
  }

  onDrain(): void {
    this.#services.hub.resume(this);
  }

  onClose(): void {
    this.#services.hub.detach(this);
  }

  #write(frame: Frame): boolean {
    const id = this.#wording.id(this.attachments);
    return typeof frame === 'string' ? this.#stream.write(id + frame) : this.#stream.writeShared(id, frame);
  }
}

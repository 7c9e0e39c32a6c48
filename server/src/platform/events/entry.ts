import { formatPosition, type Position } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import { type Role, roles } from '../access.ts';

/** A place in a topic, with how a cursor writes it: one object for all who are there. */
export class Place implements Position {
  readonly epoch: string;
  readonly seq: number;
  readonly text: string;

  constructor(hash: string, { epoch, seq }: Position) {
    this.epoch = epoch;
    this.seq = seq;
    this.text = formatPosition(hash, { epoch, seq });
  }
}

/** A message on a topic: which event, who may hear it, and its payload as it goes over the wire. */
export const EventMessage = z.object({
  name: z.string(),
  payload: z.unknown(),
  /** Releases before this one did not say it: what they announced was for whoever may hear its topic. */
  access: z.enum(['public', ...roles]).default('public'),
});

export type EventMessage = z.infer<typeof EventMessage>;

/** Has everybody's right to the topic looked at anew, at its place among what is told. */
const recheckName = '!recheck';
const recheckStart = `{"name":"${recheckName}"`;

/** Writes a message for the log. */
export function writeEvent({ name, access, payload }: EventMessage): string {
  return JSON.stringify({ name, access, payload });
}

/** The message of `recheck`. */
export const recheckMessage: EventMessage = { name: recheckName, access: 'public', payload: null };

/** Reads a message of the log; null for what is none. */
export function readEvent(message: string): EventMessage | null {
  try {
    return EventMessage.safeParse(JSON.parse(message)).data ?? null;
  } catch {
    return null;
  }
}

/** How much a listener may hear: 0 for everybody, more for each role. */
export function rankOf(role: Role | 'public' | null): number {
  return role === null || role === 'public' ? 0 : roles.indexOf(role) + 1;
}

/** A piece of a stream: bytes where it is long, which all connections then share. */
export type Frame = string | Uint8Array;

/** One message of a topic's recent past, read and written once for all who hear it. */
export class Entry {
  readonly place: Place;
  readonly message: string;
  readonly isRecheck: boolean;
  readonly atMs: number;
  /** What a way of serving has made of it, for everybody who is served so; empty for what is no event. */
  liveFrame: Frame | undefined;
  plainFrame: Frame | undefined;
  #event: EventMessage | null | undefined;

  constructor(place: Place, message: string, atMs: number) {
    this.place = place;
    this.message = message;
    this.atMs = atMs;
    this.isRecheck = message.startsWith(recheckStart);
  }

  /** Null for what is no event. */
  get event(): EventMessage | null {
    this.#event ??= readEvent(this.message);
    return this.#event;
  }

  /** The least rank that hears it. */
  get rank(): number {
    return rankOf(this.event?.access ?? 'public');
  }
}

/** Whether two places are one. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one === other || (one.seq === other.seq && one.epoch === other.epoch);
}

import type { Attachment } from '../events/attachment.ts';
import { joinPositions } from '@hybrid/contracts/kernel';
import type { Entry, Frame } from '../events/entry.ts';

/** How long a client waits in silence before it takes the connection for lost: we say something every 22 s. */
const silenceMs = 50_000;

/** A cursor without positions: an empty id would have the client forget the one it has. */
const nowhere = '-';
const sharedFrom = 4096;

/**
 * What every stream begins with: how soon to come back, and tRPC's first frame.
 *
 * @param retryMs at random, so that the clients of a server that goes do not all come back at once.
 */
export function openingFrame(retryMs: number): string {
  return `retry: ${retryMs}\nevent: connected\ndata: {"reconnectAfterInactivityMs":${silenceMs}}\n\n`;
}

/** What is said so that nobody, neither a client of tRPC nor a proxy, takes the connection for lost. */
export const pingFrame = 'event: ping\ndata: \n\n';
/** The same for any other EventSource, which hands on nothing of it. */
export const silentFrame = ':\n\n';
/** Says that there is nothing more to come, ever. */
export const returnFrame = 'event: return\ndata: \n\n';

/** One piece of data, as tRPC writes it. */
export function dataFrame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Why a stream ends, in tRPC's own shape of an error. */
export function errorFrame(shape: unknown): string {
  return `event: serialized-error\n${dataFrame(shape)}`;
}

/** Names the frame that follows it, to resume after. */
export function idLine(id: string): string {
  return `id: ${id}\n`;
}

/** An event on `live.events`, written once for everybody; empty for what is no event. */
export function liveFrame(topic: string, entry: Entry): Frame {
  entry.liveFrame ??= entry.event
    ? shareable(dataFrame({ type: 'event', topic, name: entry.event.name, payload: entry.event.payload }))
    : '';
  return entry.liveFrame;
}

/** A short text is copied faster than two pieces are written; of a long one each connection would hold a copy. */
export function shareable(text: string): Frame {
  return text.length < sharedFrom ? text : Buffer.from(text);
}

/** Where a connection is in each of its topics that it may hear and has begun to. */
export function cursorOf(attachments: readonly Attachment[]): string {
  const [only] = attachments;
  if (only && attachments.length === 1) return positionOf(only) ?? nowhere;
  const positions = attachments.flatMap((attachment) => positionOf(attachment) ?? []);
  return positions.length > 0 ? joinPositions(positions) : nowhere;
}

/** Whoever comes back with the position of something that was not told yet would never be told. */
function positionOf({ place, isMuted, owesReset }: Attachment): string | undefined {
  return isMuted || owesReset ? undefined : place?.text;
}

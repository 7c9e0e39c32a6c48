/**
 * A place in one topic: everything up to and with the message of this number was heard.
 *
 * @remarks
 * The epoch changes when the numbering begins anew: a place of another epoch means nothing.
 */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** Where a connection is in each of its topics, by `topicHash`: written in the id of what it hears. */
export type Cursor = ReadonlyMap<string, Position>;

/** The most topics that one connection listens to, and so the most positions of a cursor. */
export const topicsMax = 20;

const between = '~';

/**
 * Shortens the name of a topic for a cursor (FNV-1a, 32 bits).
 *
 * @remarks
 * Of two topics with one hash, one finds the other's position, whose epoch is not its own, and is read anew.
 */
export function topicHash(topic: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < topic.length; index += 1) {
    hash = Math.imul(hash ^ topic.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** Writes one position of a cursor, which is its positions joined by `joinPositions`. */
export function formatPosition(hash: string, { epoch, seq }: Position): string {
  return `${hash}.${epoch}.${seq.toString(36)}`;
}

/** Writes a cursor of positions that are written already. */
export function joinPositions(positions: readonly string[]): string {
  return positions.join(between);
}

/** Reads a cursor. It comes from a client: what is not one of ours is no position. */
export function parseCursor(text: string | null | undefined): Cursor {
  const cursor = new Map<string, Position>();
  for (const part of (text ?? '').split(between, topicsMax)) {
    const [, hash, epoch, seq] = /^([0-9a-z]{1,7})\.([0-9a-f]{8})\.([0-9a-z]{1,10})$/.exec(part) ?? [];
    if (hash === undefined || epoch === undefined || seq === undefined) continue;
    const number = Number.parseInt(seq, 36);
    if (Number.isSafeInteger(number)) cursor.set(hash, { epoch, seq: number });
  }
  return cursor;
}

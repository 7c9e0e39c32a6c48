import { type Entry, Place } from './entry.ts';
import type { LiveMessage, LogPage } from './event-log.ts';

/** What is kept of a topic in this process, for those who come back to it. */
const keptMax = 64;

/** The recent past of a topic, as far as this process has heard it. */
export class Past {
  readonly #hash: string;
  /** The newest message known; null before the log was read. */
  head: Place | null = null;
  /** Contiguous, and ends at the head. */
  #entries: Entry[] = [];

  constructor(hash: string) {
    this.#hash = hash;
  }

  /** What a message that comes live is to us; before the log was read there is nothing it could follow. */
  relate({ epoch, seq, message }: LiveMessage): 'known' | 'next' | 'gap' {
    const { head } = this;
    if (!head || (epoch === head.epoch && seq <= head.seq)) return 'known';
    return epoch === head.epoch && seq === head.seq + 1 && message !== null ? 'next' : 'gap';
  }

  push(entry: Entry): void {
    this.head = entry.place;
    if (this.#entries.push(entry) > keptMax) this.#entries.shift();
  }

  /** The entry after a place, where it is kept here. */
  after({ epoch, seq }: Place): Entry | undefined {
    return epoch === this.head?.epoch ? entryAfter(this.#entries, seq) : undefined;
  }

  isAhead({ epoch, last }: LogPage): boolean {
    return epoch !== this.head?.epoch || last > this.head.seq;
  }

  /** Takes over what the log holds. Of a page that does not reach the end, the end alone is known. */
  extend({ epoch, last }: LogPage, entries: readonly Entry[]): void {
    const newest = entries.at(-1)?.place;
    const known = newest?.seq === last ? this.#joined(epoch, entries) : [];
    this.#entries = known.slice(-keptMax);
    this.head = this.#entries.at(-1)?.place ?? new Place(this.#hash, { epoch, seq: last });
  }

  /** Forgets what is older than whoever comes back at once would ask for. */
  forget(beforeMs: number): void {
    const [oldest] = this.#entries;
    if (oldest && oldest.atMs < beforeMs) this.#entries = this.#entries.filter(({ atMs }) => atMs >= beforeMs);
  }

  #joined(epoch: string, entries: readonly Entry[]): readonly Entry[] {
    const { head } = this;
    const [first] = entries;
    if (head?.epoch !== epoch || !first || first.place.seq > head.seq + 1) return entries;
    return [...this.#entries, ...entries.filter(({ place }) => place.seq > head.seq)];
  }
}

/** A page of the log, for those who wanted it. */
export class Served {
  readonly #epoch: string;
  readonly #from: number;
  readonly #entries: readonly Entry[];

  constructor(epoch: string, { after, entries }: { after: number; entries: readonly Entry[] }) {
    this.#epoch = epoch;
    this.#from = after;
    this.#entries = entries;
  }

  after({ epoch, seq }: Place): Entry | undefined {
    return epoch === this.#epoch ? entryAfter(this.#entries, seq) : undefined;
  }

  /** What was trimmed away shows as a first number that is not the next, or as numbers that were given and are not there. */
  isMissed({ epoch, seq }: Place, head: Place): boolean {
    if (epoch !== head.epoch || seq > head.seq) return true;
    const [first] = this.#entries;
    return seq >= this.#from && (first === undefined || first.place.seq > seq + 1);
  }
}

/** The entry after a number, of entries whose numbers are contiguous. */
function entryAfter(entries: readonly Entry[], seq: number): Entry | undefined {
  const [first] = entries;
  return first && entries[seq + 1 - first.place.seq];
}

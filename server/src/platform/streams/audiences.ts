import type { Logger } from '../log.ts';
import type { Rights } from '../events/topic-right.ts';
import type { Hub } from '../events/hub.ts';
import type { CountAudience } from './count-audience.ts';

/** How many hear a topic is told at most this often. */
const tellMs = 1000;
/** A process says again who hears what, so that the counts of one that died are forgotten. */
const refreshMs = 15_000;

/** What the audiences are made of. */
export interface AudiencesOptions {
  readonly rights: Pick<Rights, 'audienceOf'>;
  readonly count: CountAudience;
  readonly log: Logger;
}

/** How many hear each topic at this moment, over all processes: told to those who do. */
export class Audiences {
  readonly #options: AudiencesOptions;
  /** What was told last, of each topic that somebody hears in this process. */
  readonly #told = new Map<string, number>();
  readonly #due = new Set<string>();
  #hub: Hub | undefined;
  #telling: NodeJS.Timeout | undefined;
  #refreshing: NodeJS.Timeout | undefined;

  constructor(options: AudiencesOptions) {
    this.#options = options;
  }

  /** Begins to tell. */
  attend(hub: Hub): void {
    this.#hub = hub;
    this.#refreshing = setInterval(() => this.#refresh(), refreshMs).unref();
  }

  /** Hears that others hear a topic in this process than before. */
  changed(topic: string): void {
    if (this.#due.has(topic) || !this.#options.rights.audienceOf(topic)) return;
    this.#due.add(topic);
    this.#telling ??= setTimeout(() => this.#tellDue(), tellMs).unref();
  }

  close(): void {
    clearInterval(this.#refreshing);
    clearTimeout(this.#telling);
  }

  #tellDue(): void {
    this.#telling = undefined;
    const due = [...this.#due];
    this.#due.clear();
    // Whoever has just come has heard no number yet: it is told also where it is the same.
    for (const topic of due) void this.#tell(topic, { isNews: true });
  }

  #refresh(): void {
    for (const topic of this.#told.keys()) void this.#tell(topic, { isNews: false });
  }

  async #tell(topic: string, { isNews }: { isNews: boolean }): Promise<void> {
    const hub = this.#hub;
    const { rights, count, log } = this.#options;
    if (!hub) return;
    try {
      const own = hub.audience(topic);
      const sum = await count(topic, own);
      const isChanged = this.#told.get(topic) !== sum;
      if (own > 0) this.#told.set(topic, sum);
      else this.#told.delete(topic);
      if (isNews || isChanged) rights.audienceOf(topic)?.({ hub }, sum);
    } catch (error) {
      log.debug({ err: error, topic }, 'An audience could not be counted.');
    }
  }
}

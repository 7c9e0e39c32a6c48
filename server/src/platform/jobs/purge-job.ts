import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { inBatches } from './in-batches.ts';
import { job } from './job.ts';

interface Purge {
  readonly name: string;
  /** By UTC. */
  readonly cron: string;
  /** For how long it is kept. */
  readonly keptMs: number;
  /** What the log says beside the count. */
  readonly said: string;
  /** Lets go of some of what is older, of so many rows at the most; says of how many. */
  readonly remove: (db: Db, before: Date, rowsMax: number) => Promise<number>;
}

/**
 * Declares a job that lets go of what is older than it is kept, a part after the other.
 *
 * @example
 * export const purgeMails = purgeJob({ name: 'mail.purge', cron: '20 4 * * *', keptMs: 30 * dayMs, … });
 */
export function purgeJob({ name, cron, keptMs, said, remove }: Purge) {
  return job({
    name,
    payload: z.object({}),
    cron,
    timeoutMs: 600_000,
    async run({ db, now, log, signal }) {
      const before = new Date(now().getTime() - keptMs);
      const count = await inBatches(signal, (rowsMax) => remove(db, before, rowsMax));
      log.info({ count }, said);
    },
  });
}

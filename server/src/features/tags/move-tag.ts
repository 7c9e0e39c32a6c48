import { z } from 'zod';
import { job } from '../../platform/jobs/job.ts';
import { leadTagTo, moveTagRows } from '../articles/index.ts';

/** So few that publishing does not wait long for its turn, and that long articles are no trouble. */
const batchSize = 20;

/** Gives all articles of a tag another in its place, a part after the other; an attempt goes on where the last one stopped. */
export const moveTag = job({
  name: 'tags.move',
  payload: z.object({ from: z.string(), to: z.string() }),
  timeoutMs: 1_800_000,
  async run({ db, signal, progress }, move) {
    const total = await db.articleTag.count({ where: { tag: move.from } });
    let done = 0;
    let moved: number;
    do {
      signal.throwIfAborted();
      moved = await db.$transaction(async (tx) => {
        const rows = await moveTagRows(tx, move, batchSize);
        // In the turn of the last part, before an article can be published with the old name.
        if (rows < batchSize) await leadTagTo(tx, move);
        return rows;
      });
      done += moved;
      progress({ done, total });
    } while (moved === batchSize);
  },
});

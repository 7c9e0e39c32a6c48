import { z } from 'zod';
import { job } from '../../platform/jobs/job.ts';
import { leadTagTo, moveTagRows } from '../articles/index.ts';

/** So few that publishing does not wait long for its turn. */
const batchSize = 200;

/** Gives all articles of a tag another in its place, a part after the other; an attempt goes on where the last one stopped. */
export const moveTag = job({
  name: 'tags.move',
  payload: z.object({ from: z.string(), to: z.string() }),
  timeoutMs: 1_800_000,
  async run({ db, signal, progress }, { from, to }) {
    const total = await db.articleTag.count({ where: { tag: from } });
    let done = 0;
    let moved: number;
    do {
      signal.throwIfAborted();
      moved = await db.$transaction((tx) => moveTagRows(tx, { from, to }, batchSize));
      done += moved;
      progress({ done, total });
    } while (moved > 0);
    await db.$transaction((tx) => leadTagTo(tx, { from, to }));
  },
});

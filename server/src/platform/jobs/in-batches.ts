/** So few rows at a time that no statement comes near its time limit, however many there are. */
const batchSize = 2000;

/**
 * Repeats a statement that changes at most so many rows until it finds fewer.
 *
 * @param change is told how many rows it may take, and says how many it took.
 * @returns how many that were in all.
 */
export async function inBatches(signal: AbortSignal, change: (rowsMax: number) => Promise<number>): Promise<number> {
  let total = 0;
  let count: number;
  do {
    signal.throwIfAborted();
    count = await change(batchSize);
    total += count;
  } while (count === batchSize);
  return total;
}

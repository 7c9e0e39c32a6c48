import type { Services } from '../context.ts';

/** Writes down the calls that this process remembers; what cannot be written is forgotten, as it is no more than a memory. */
export async function keepRequests({ db, usage, log }: Pick<Services, 'db' | 'usage' | 'log'>): Promise<void> {
  const notes = usage.notes.take();
  if (notes.length === 0) return;
  try {
    await db.requestRecord.createMany({ data: notes });
  } catch (error) {
    log.warn({ reason: String(error), count: notes.length }, 'Requests could not be remembered.');
  }
}

import { events } from '@hybrid/contracts';
import type { Prisma, Tx } from '@hybrid/prisma';
import { announce } from '../../platform/events/announce.ts';
import type { JobContext } from '../../platform/jobs/job.ts';
import { readWishes } from './choices.ts';
import { enqueueMails } from './mail-news.ts';
import { notificationSelect } from './notification-of.ts';

/**
 * What there is to tell, but for whom.
 *
 * @remarks
 * One notification for a person and a `subject`: a job that runs twice tells nobody twice.
 */
type News = Pick<Prisma.NotificationCreateManyInput, 'kind' | 'subject'> &
  Omit<Prisma.NotificationCreateManyInput, OfOne>;
type OfOne = 'id' | 'userId' | 'createdAt' | 'readAt' | 'inApp' | 'awaitsMail';

/** Writes a notification for each who wants it, announces it to them, and has it mailed where they want that. */
export async function notify(
  { db, now, signal }: JobContext,
  recipients: readonly string[],
  news: News,
): Promise<void> {
  for (const batch of batches(recipients)) {
    // Between batches nothing is half done: the next attempt goes on where this one stops.
    signal.throwIfAborted();
    await db.$transaction(async (tx) => {
      const created = await tx.notification.createManyAndReturn({
        data: await addressed(tx, batch, news),
        skipDuplicates: true,
        select: { userId: true, inApp: true, awaitsMail: true, ...notificationSelect },
      });
      for (const { userId, inApp, awaitsMail: _, ...notification } of created) {
        if (inApp) await announce(tx, events.notificationCreated, { userId, notification });
      }
      const userIds = created.filter(({ awaitsMail }) => awaitsMail).map(({ userId }) => userId);
      await enqueueMails(tx, { kind: news.kind, userIds, now: now() });
    });
  }
}

/** The notification of each who wants it, and where they want it. Who wants it nowhere gets none. */
async function addressed(tx: Tx, userIds: readonly string[], news: News) {
  const wishes = await readWishes(tx, news.kind, userIds);
  const reachable = await tx.user.findMany({
    where: { id: { in: [...userIds] }, emailVerified: true, suspendedAt: null },
    select: { id: true },
  });
  const byMail = new Set(reachable.map(({ id }) => id));
  return userIds
    .map((userId) => ({
      ...news,
      userId,
      inApp: wishes(userId, 'app'),
      awaitsMail: byMail.has(userId) && wishes(userId, 'mail'),
    }))
    .filter(({ inApp, awaitsMail }) => inApp || awaitsMail);
}

/** So many that a transaction stays well below its time limit, whatever the number of recipients. */
const batchSize = 100;

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
}

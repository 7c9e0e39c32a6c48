import { type NotificationKind, NotificationKind as Kind } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { job } from '../../platform/jobs/job.ts';
import { once } from '../../platform/jobs/once.ts';
import { newsSelect, sendNews, templates } from './news-mails.ts';
import { isShown } from './notification-of.ts';

/** What happens at once comes at once; what happens within this time of a mail waits for the next one. */
const quietMs = 3_600_000;

/** Puts into one mail whatever of a kind awaits one for a person. */
export const mailNews = job({
  name: 'notifications.mail',
  payload: z.object({ userId: z.string(), kind: Kind }),
  async run(ctx, { userId, kind }) {
    await once(ctx, 'mail', async (tx) => {
      const taken = await tx.notification.updateManyAndReturn({
        // Rows that another job of this person's holds are taken by it alone.
        where: { userId, kind, awaitsMail: true },
        data: { awaitsMail: false },
        select: { id: true },
      });
      const news = await tx.notification.findMany({
        // What was read in the product meanwhile, or taken back, or hidden, is news no longer.
        where: { id: { in: taken.map(({ id }) => id) }, readAt: null, ...isShown },
        select: newsSelect,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const last = news.at(-1);
      if (!last) return;
      const { email: to } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
      await sendNews(tx, kind, { key: `${kind}:${last.id}`, to, userId, news });
    });
  },
});

/** Has news mailed: at once to who had no mail of this kind for an hour, else when the hour is over. */
export async function enqueueMails(
  tx: Tx,
  { kind, userIds, now }: { kind: NotificationKind; userIds: readonly string[]; now: Date },
): Promise<void> {
  if (userIds.length === 0) return;
  const lately = await tx.mail.groupBy({
    by: ['userId'],
    where: {
      userId: { in: [...userIds] },
      template: templates[kind].name,
      createdAt: { gt: new Date(now.getTime() - quietMs) },
    },
    _max: { createdAt: true },
  });
  const lastOf = new Map(lately.map(({ userId, _max }) => [userId, _max.createdAt]));
  for (const userId of userIds) {
    const last = lastOf.get(userId);
    const runAt = last ? { runAt: new Date(last.getTime() + quietMs) } : {};
    // One job waits for a person and a kind, however much there is to say.
    await enqueue(tx, mailNews, { userId, kind }, { key: `${mailNews.name}:${kind}:${userId}`, ...runAt });
  }
}

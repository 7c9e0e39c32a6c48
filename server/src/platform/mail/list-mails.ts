import type { Db, MailState, Prisma } from '@hybrid/prisma';
import { keyset, type PageOf, type Rows, rowsOf } from '../admin/keyset.ts';

export const mailStates = ['queued', 'sent', 'kept', 'dropped', 'failed'] as const satisfies MailState[];

/** Mails are counted no further. */
export const mailsCountMax = 1000;

const columns = {
  id: true,
  template: true,
  to: true,
  state: true,
  subject: true,
  createdAt: true,
  sentAt: true,
  userId: true,
} as const;

/** Lists mails, newest first; null leaves a choice open. */
export async function listMails(
  db: Db,
  { state, template }: { state: MailState | null; template: string | null },
  page: PageOf,
): Promise<Rows<Prisma.MailGetPayload<{ select: typeof columns }>> & { total: number }> {
  const where = { ...(state && { state }), ...(template !== null && { template }) };
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const [read, total] = await Promise.all([
    db.mail.findMany({
      where: { AND: [where, beyond] },
      orderBy,
      take,
      select: columns,
    }),
    db.mail.count({ where, take: mailsCountMax + 1 }),
  ]);
  return { ...rowsOf(page, read, (mail) => mail.createdAt), total };
}

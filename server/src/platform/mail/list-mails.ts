import type { Db, MailState, Prisma } from '@hybrid/prisma';
import { idOfName } from '../admin/id-of-name.ts';
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

/** Which mails are looked for; what is empty or null leaves a choice open. */
export interface MailFilter {
  readonly state: MailState | null;
  readonly template: string | null;
  /** Whom they are for: their name or id. */
  readonly who: string;
}

/** A mail as a list shows it. */
export type MailRow = Prisma.MailGetPayload<{ select: typeof columns }>;

/** Lists mails, newest first. */
export async function listMails(db: Db, filter: MailFilter, page: PageOf): Promise<Rows<MailRow>> {
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const where = { AND: [await conditionOf(db, filter), beyond] };
  const read = await db.mail.findMany({ where, orderBy, take, select: columns });
  return rowsOf(page, read, (mail) => mail.createdAt);
}

/** Counts mails, as far as they are counted. */
export async function countMails(db: Db, filter: MailFilter): Promise<number> {
  return db.mail.count({ where: await conditionOf(db, filter), take: mailsCountMax + 1 });
}

async function conditionOf(db: Db, { state, template, who }: MailFilter): Promise<Prisma.MailWhereInput> {
  return {
    ...(state && { state }),
    ...(template !== null && { template }),
    ...(who !== '' && { userId: await idOfName(db, who) }),
  };
}

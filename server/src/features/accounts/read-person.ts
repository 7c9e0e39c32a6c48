import { redact, type Redactions, networkAddress } from '../../platform/admin/redaction.ts';
import type { Context } from '../../platform/context.ts';
import { runsCausedBy } from '../../platform/jobs/list-runs.ts';
import { deviceOf } from '../sessions/index.ts';
import { describeUser } from './describe-user.ts';
import { readActivity } from './works.ts';

/** A list on the page of a person is no longer than this. */
const rowsMax = 10;

const sessionRedactions: Redactions<{ address: string | null }> = { address: networkAddress };

/**
 * Reads all that the page of a person shows.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function readPerson(ctx: Context, id: string) {
  const described = await describeUser(ctx, id);
  const { db } = ctx;
  const [activity, sessions, jobs, notifications, mails] = await Promise.all([
    readActivity(db, described.user),
    readSessions(ctx, id),
    runsCausedBy(db, id, rowsMax + 1),
    db.notification.findMany({
      where: { userId: id },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: rowsMax + 1,
      select: { id: true, kind: true, subject: true, createdAt: true, readAt: true },
    }),
    db.mail.findMany({
      where: { userId: id },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: rowsMax + 1,
      select: { id: true, template: true, state: true, createdAt: true },
    }),
  ]);
  const shown = { jobs: cut(jobs), notifications: cut(notifications), mails: cut(mails) };
  return { ...described, ...shown, openSessions: cut(sessions), activity };
}

/** Where somebody is signed in, and where staff act as them; the last used first. */
async function readSessions({ db, now, user }: Context, userId: string) {
  const found = await db.session.findMany({
    where: { userId, expiresAt: { gt: now() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take: rowsMax + 1,
    include: { staffSession: { select: { user: { select: { username: true } } } } },
  });
  return found.map(({ id, userAgent, ipAddress, createdAt, updatedAt, staffSession }) => ({
    id,
    ...deviceOf(userAgent),
    ...redact({ address: ipAddress || null }, sessionRedactions, user.role),
    createdAt,
    lastUsedAt: updatedAt,
    staff: staffSession?.user.username ?? null,
  }));
}

function cut<Row>(rows: readonly Row[]): { rows: readonly Row[]; hasMore: boolean } {
  return { rows: rows.slice(0, rowsMax), hasMore: rows.length > rowsMax };
}

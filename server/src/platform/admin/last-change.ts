import type { Db, Tx } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { namesOf } from './who-acted.ts';

/** A line of the audit log, as far as it tells whether an older one still stands. */
export interface LastChange {
  readonly id: string;
  readonly action: string;
  readonly at: Date;
  readonly actorId: string;
  readonly requestId: string | null;
  /** What differs, as it was written down. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Finds the last change that staff made to a target; the last of some kinds where they are told. */
export async function lastChange(
  db: Db | Tx,
  { target, actions }: { target: string; actions?: readonly string[] | undefined },
): Promise<LastChange | null> {
  return db.auditLog.findFirst({
    where: { target, ...(actions && { action: { in: [...actions] } }) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { id: true, action: true, at: true, actorId: true, requestId: true, before: true, after: true },
  });
}

/** Says who made a change, as a sentence goes on with it: “by you”, or by somebody's name. */
export async function byWhom(
  { db, user }: Pick<Context, 'db' | 'user'>,
  { actorId }: Pick<LastChange, 'actorId'>,
): Promise<string> {
  if (actorId === user.id) return 'by you';
  const named = await namesOf(db, [actorId]);
  return `by ${named(actorId).username ?? 'somebody who has left'}`;
}

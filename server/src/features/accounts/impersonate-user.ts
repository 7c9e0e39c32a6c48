import type { Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { impersonatedMail } from './mails.ts';

/** For how long staff act as somebody else at the most. */
export const impersonationMinutes = 30;

/** Tells whether an admin may act as somebody: never as themselves, as other staff, or as who may not sign in. */
export function mayImpersonate(
  user: Pick<Context['user'], 'id' | 'role'>,
  target: { readonly id: string; readonly role: string; readonly suspendedAt: Date | null },
): boolean {
  return user.role === 'admin' && target.id !== user.id && target.role === 'user' && target.suspendedAt === null;
}

/**
 * Begins a session in which an admin acts as somebody, for half an hour; the log says why, and the person is told by mail.
 *
 * @returns its token.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for whom nobody acts as, and from whoever is no admin.
 */
export async function impersonateUser(ctx: Context, { id, reason }: { id: string; reason: string }): Promise<string> {
  demandAccess('admin', ctx.user);
  const { auth, now, session } = ctx;
  const until = new Date(now().getTime() + impersonationMinutes * 60_000);
  const found = await ctx.db.user.count({ where: { id } });
  if (found === 0) throw platformFailure('NOT_FOUND');
  const token = await auth.beginImpersonation(
    { userId: id, staffToken: session.token ?? '', until, origin: session.origin },
    { along: (tx) => writeDown(tx, ctx, { id, reason, until }) },
  );
  if (token === null) throw platformFailure('FORBIDDEN');
  return token;
}

async function writeDown(tx: Tx, ctx: Context, asked: { id: string; reason: string; until: Date }): Promise<void> {
  const { id, reason, until } = asked;
  // Locked, so that nobody becomes staff or is suspended in between.
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${id} FOR UPDATE`;
  const person = await tx.user.findUnique({ where: { id } });
  if (!person || !mayImpersonate(ctx.user, person)) throw platformFailure('FORBIDDEN');
  const [at, ends] = [ctx.now().toISOString(), until.toISOString()];
  await audit(
    tx,
    { ...ctx, user: { id, impersonator: ctx.user } },
    {
      action: 'users.impersonated',
      target: `user:${id}`,
      before: {},
      after: { reason, until: ends },
    },
  );
  const key = `impersonated:${id}:${ctx.user.id}:${at}`;
  await sendMail(tx, impersonatedMail, { key, to: person.email, userId: id, data: { at, until: ends } });
}

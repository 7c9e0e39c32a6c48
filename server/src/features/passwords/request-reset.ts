import { z } from 'zod';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import { lockOutranked } from '../../platform/admin/outranks.ts';
import type { Context, PublicContext } from '../../platform/context.ts';
import { issueLink, revokeLinks } from '../../platform/auth/link-token.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { job } from '../../platform/jobs/job.ts';
import { once } from '../../platform/jobs/once.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { resetPasswordMail } from './mails.ts';

const linkLifetimeMs = 3_600_000;

/**
 * Takes a request for a link that sets a new password.
 *
 * @remarks
 * Whether anybody has the address is looked up by the job: the answer is the same, and takes the same time, either way.
 */
export async function requestReset(
  { db, limits, session }: PublicContext,
  { email }: { email: string },
): Promise<null> {
  await limits.beforeReset({ email, address: session.origin.address });
  await db.$transaction((tx) => enqueue(tx, sendReset, { email: email.toLowerCase() }));
  return null;
}

/**
 * Sends a person the link, as a member of staff asks for it.
 *
 * @throws NOT_FOUND for an unknown id; FORBIDDEN from whoever is not at least an operator or does not outrank them.
 */
export async function sendResetLink(ctx: Context, id: string): Promise<void> {
  demandAccess('operator', ctx.user);
  await ctx.db.$transaction(async (tx) => {
    const { email } = await lockOutranked(tx, ctx, id);
    await enqueue(tx, sendReset, { email });
    await audit(tx, ctx, { action: 'users.resetSent', target: `user:${id}`, before: {}, after: {} });
  });
}

/** Sends the link, where somebody has the address; the newest is the one that counts. */
export const sendReset = job({
  name: 'passwords.sendReset',
  payload: z.object({ email: z.string() }),
  async run(ctx, { email }) {
    const { now, publicUrl, jobId } = ctx;
    // Told by an attempt before this one, they are not sent another link, by which that one would end.
    await once(ctx, 'mail', async (tx) => {
      const [user] = await tx.$queryRaw<{ id: string; email: string }[]>`
        SELECT id, email FROM "user" WHERE email = ${email} AND suspended_at IS NULL FOR UPDATE`;
      if (!user) return;
      await revokeLinks(tx, 'reset-password', user.id);
      const token = await issueLink(tx, { purpose: 'reset-password', user, now: now(), lifetimeMs: linkLifetimeMs });
      const url = new URL('/reset-password', publicUrl);
      url.searchParams.set('token', token);
      const data = { url: url.href, expiresAt: new Date(now().getTime() + linkLifetimeMs).toISOString() };
      const key = `reset-password:${jobId}`;
      await sendMail(tx, resetPasswordMail, { key, to: user.email, userId: user.id, data });
    });
  },
});

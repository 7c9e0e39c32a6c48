import { audit } from '../admin/audit.ts';
import { demandAccess } from '../access.ts';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { mailDelivery } from './send-mail.ts';

/**
 * Tries once more to send a mail that was given up; one that was not is left as it is.
 *
 * @returns whether it is tried again.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN from whoever is not at least an operator.
 */
export async function retryMail(ctx: Context, id: string): Promise<boolean> {
  demandAccess('operator', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.mail.updateMany({
      where: { id, state: 'failed' },
      data: { state: 'queued', error: null, claimedAt: null },
    });
    if (count === 0) {
      if ((await tx.mail.count({ where: { id } })) === 0) throw platformFailure('NOT_FOUND');
      // Somebody else was faster: it is on its way.
      return false;
    }
    await enqueue(tx, mailDelivery, { mailId: id });
    await audit(tx, ctx, {
      action: 'mail.retried',
      target: `mail:${id}`,
      before: { state: 'failed' },
      after: { state: 'queued' },
    });
    return true;
  });
}

import type { Tx } from '@hybrid/prisma';
import { demandAccess, type Role } from '../access.ts';
import type { Context } from '../context.ts';
import { ordersChannel } from './orders.ts';

/** Makes a change that workers are to hear of, who look every two seconds in any case. */
export async function order<T>(access: Role, ctx: Context, change: (tx: Tx) => Promise<T>): Promise<T> {
  demandAccess(access, ctx.user);
  return ctx.db.$transaction(async (tx) => {
    const result = await change(tx);
    await tx.$executeRaw`SELECT pg_notify(${ordersChannel}, '')`;
    return result;
  });
}

/**
 * Makes an order that has an opposite: of all to one target one comes after the other, so that what was ordered last is known.
 *
 * @param change is given a context that stands at one moment, by which the line of the audit log names what came with it.
 */
export async function orderInTurn<T>(
  ctx: Context,
  target: string,
  change: (tx: Tx, ctx: Context) => Promise<T>,
): Promise<T> {
  return order('operator', ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('jobs.order'), hashtext(${target}))`;
    // Not before it is its turn: lines are in the order of their moments.
    const at = ctx.now();
    return change(tx, { ...ctx, now: () => at });
  });
}

/** As for what was just enqueued: no worker waits for its next look at the queue. */
export async function wakeWorkers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('jobs:insert', '{"count":1}')`;
}

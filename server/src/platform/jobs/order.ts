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

/** As for what was just enqueued: no worker waits for its next look at the queue. */
export async function wakeWorkers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('jobs:insert', '{"count":1}')`;
}

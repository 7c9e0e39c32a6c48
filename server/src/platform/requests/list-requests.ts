import type { Db, Prisma } from '@hybrid/prisma';
import { idOfName } from '../admin/id-of-name.ts';
import { keyset, type PageOf, type Rows, rowsOf } from '../admin/keyset.ts';
import { slowMs } from './request-notes.ts';

/** A call as it is remembered. */
export type RequestRow = Prisma.RequestRecordGetPayload<object>;

/** Which kinds of calls can be looked for. */
export const requestKinds = ['failed', 'broken', 'slow'] as const;

/** Which calls are looked for; what is empty or null leaves a choice open. */
export interface RequestFilter {
  /** `failed`: refused or failed; `broken`: failed, and it was our fault; `slow`: took a second or longer. */
  readonly show: (typeof requestKinds)[number] | null;
  readonly procedure: string;
  /** The id of somebody, or their name: who called, and who acted as the caller. */
  readonly who: string;
}

/** Calls are counted no further. */
export const requestsCountMax = 10_000;

/** Lists calls that are remembered, newest first. */
export async function listRequests(db: Db, filter: RequestFilter, page: PageOf): Promise<Rows<RequestRow>> {
  const { orderBy, take, beyond } = keyset(page, 'at');
  const where = { AND: [await conditionOf(db, filter), beyond] };
  return rowsOf(page, await db.requestRecord.findMany({ where, orderBy, take }), ({ at }) => at);
}

/** Counts them, as far as they are counted. */
export async function countRequests(db: Db, filter: RequestFilter): Promise<number> {
  return db.requestRecord.count({ where: await conditionOf(db, filter), take: requestsCountMax + 1 });
}

/** The slowest calls that are remembered. */
export function slowestRequests(db: Db, take: number): Promise<RequestRow[]> {
  return db.requestRecord.findMany({ where: { tookMs: { gte: slowMs } }, orderBy: { tookMs: 'desc' }, take });
}

async function conditionOf(db: Db, { show, procedure, who }: RequestFilter): Promise<Prisma.RequestRecordWhereInput> {
  return {
    ...(show === 'failed' && { status: { gte: 400 } }),
    ...(show === 'broken' && { status: { gte: 500 } }),
    ...(show === 'slow' && { tookMs: { gte: slowMs } }),
    ...(procedure !== '' && { procedure }),
    ...(who !== '' && (await calledBy(db, who))),
  };
}

async function calledBy(db: Db, who: string): Promise<Prisma.RequestRecordWhereInput> {
  const id = await idOfName(db, who);
  return { OR: [{ userId: id }, { actorId: id }] };
}

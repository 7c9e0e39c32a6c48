import type { ClientBase } from 'pg';
import { z } from 'zod';

/** On which workers are told that an order changed; the order itself stands in a table, so that nothing is missed. */
export const ordersChannel = 'hybrid_job_orders';

/** What staff want of the workers at run time. */
export interface Orders {
  readonly pausedQueues: ReadonlySet<string>;
  readonly pausedJobs: ReadonlySet<string>;
  /** Ids of jobs that are to stop. */
  readonly cancelled: ReadonlySet<string>;
}

const Row = z.object({ queues: z.array(z.string()), jobs: z.array(z.string()), cancelled: z.array(z.string()) });

/** Reads what is paused and what is cancelled. */
export async function readOrders(client: ClientBase): Promise<Orders> {
  const { rows } = await client.query(`
    SELECT
      (SELECT coalesce(json_agg(name), '[]') FROM job_pause WHERE kind = 'queue') AS queues,
      (SELECT coalesce(json_agg(name), '[]') FROM job_pause WHERE kind = 'job') AS jobs,
      (SELECT coalesce(json_agg(job_id), '[]') FROM job_cancel) AS cancelled`);
  const { queues, jobs, cancelled } = Row.parse(rows[0]);
  return { pausedQueues: new Set(queues), pausedJobs: new Set(jobs), cancelled: new Set(cancelled) };
}

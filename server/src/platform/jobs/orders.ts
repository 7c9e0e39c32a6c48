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
  /** Ids of schedules that have no ticks. */
  readonly schedulesOff: ReadonlySet<string>;
}

const Names = z.array(z.string()).transform((names): ReadonlySet<string> => new Set(names));
const Row = z.object({ pausedQueues: Names, pausedJobs: Names, cancelled: Names, schedulesOff: Names });

/** What is wanted before anybody was asked. */
export const noOrders: Orders = {
  pausedQueues: new Set(),
  pausedJobs: new Set(),
  cancelled: new Set(),
  schedulesOff: new Set(),
};

/** Reads what is paused, cancelled and turned off. */
export async function readOrders(client: ClientBase): Promise<Orders> {
  const { rows } = await client.query(`
    SELECT
      (SELECT coalesce(json_agg(name), '[]') FROM job_pause WHERE kind = 'queue') AS "pausedQueues",
      (SELECT coalesce(json_agg(name), '[]') FROM job_pause WHERE kind = 'job') AS "pausedJobs",
      (SELECT coalesce(json_agg(job_id), '[]') FROM job_cancel) AS cancelled,
      (SELECT coalesce(json_agg(id), '[]') FROM job_schedule_off) AS "schedulesOff"`);
  return Row.parse(rows[0]);
}

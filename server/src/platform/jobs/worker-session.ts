import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../log.ts';
import { noOrders, type Orders, ordersChannel, readOrders } from './orders.ts';

/** A pool of graphile-worker, as other processes know it. */
export interface RegisteredPool {
  readonly id: string;
  readonly queue: string;
  readonly names: readonly string[];
}

interface SessionOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly ended: readonly string[];
  onOrders(this: void, orders: Orders): void;
}

/** How often the session shows that it lives and reads what is wanted of it; a notification makes it quicker. */
const beatMs = 2000;
/** How long the server may take to answer. */
const answerMs = 5000;
/**
 * How long a lost session may take to be back. With the answer that did not come it stays below the 15 s after which others
 * take over what this worker had locked: it has stopped its jobs by then.
 */
const absentMs = 8000;
const retryMs = 500;

/**
 * Says to other processes that this one lives: a session that holds an advisory lock for each of its pools.
 *
 * @remarks
 * The database lets go of the lock when the session ends, whatever became of the process. A worker that is killed is thereby
 * found out within seconds, and one that is only slow is not taken for dead.
 */
export class WorkerSession {
  /** Resolves when the locks are lost for good: what they stood for is no longer ours. */
  readonly lost: Promise<void>;
  /** As they were read last. */
  orders: Orders = noOrders;
  readonly #databaseUrl: string;
  readonly #log: Logger;
  readonly #onOrders: (orders: Orders) => void;
  readonly #pools = new Map<string, RegisteredPool>();
  #client: Client | null = null;
  readonly #closing = new AbortController();
  #wake: (() => void) | null = null;

  private constructor(databaseUrl: string, log: Logger, onOrders: (orders: Orders) => void) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
    this.#onOrders = onOrders;
    this.lost = this.#keep();
  }

  /**
   * Connects; the first orders have been read when it resolves.
   *
   * @param ended ids of pools of this process that are gone: what they had locked is let go of.
   */
  static async open({ databaseUrl, log, onOrders, ended }: SessionOptions): Promise<WorkerSession> {
    const session = new WorkerSession(databaseUrl, log, onOrders);
    try {
      await session.#connect();
      await session.#signOff(ended);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** Takes the lock of a pool and makes it known, before it takes its first job. */
  async register(pool: RegisteredPool): Promise<void> {
    if (!this.#client) throw new Error('The session of the worker is lost.');
    await lock(this.#client, pool.id);
    await this.#client.query(`INSERT INTO job_worker (id, host, pid, queue, names) VALUES ($1, $2, $3, $4, $5)`, [
      pool.id,
      hostname(),
      process.pid,
      pool.queue,
      pool.names,
    ]);
    this.#pools.set(pool.id, pool);
  }

  /** Ends it, and with it the locks; what the pools had is let go of. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#wake?.();
    // Where it cannot, others find out that it is gone.
    await this.#signOff([...this.#pools.keys()]).catch((error: unknown) =>
      this.#log.warn({ reason: String(error) }, 'A worker could not sign off.'),
    );
    await end(this.#client);
    this.#client = null;
  }

  async #signOff(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#client?.query('SELECT FROM graphile_worker.force_unlock_workers($1)', [ids]);
    await this.#client?.query('DELETE FROM job_worker WHERE id = ANY($1)', [ids]);
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#databaseUrl,
      application_name: 'hybrid-worker',
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      keepAlive: true,
    });
    client.on('error', () => this.#wake?.());
    client.on('notification', () => this.#wake?.());
    try {
      await client.connect();
      await client.query(`LISTEN ${ordersChannel}`);
      await this.#reclaim(client);
      this.#hear(await readOrders(client));
    } catch (error) {
      await end(client);
      throw error;
    }
    this.#client = client;
  }

  #hear(orders: Orders): void {
    this.orders = orders;
    this.#onOrders(orders);
  }

  /** Takes the locks again, if nobody has given the pools up. */
  async #reclaim(client: Client): Promise<void> {
    const ids = [...this.#pools.keys()];
    for (const id of ids) await lock(client, id);
    const { rowCount } = await client.query('UPDATE job_worker SET missing_at = NULL WHERE id = ANY($1)', [ids]);
    if (rowCount !== ids.length) throw new GivenUp('Others have taken over what this worker had.');
  }

  /** Shows that it lives until it is closed or lost. */
  async #keep(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#pause(beatMs);
      if (this.#closing.signal.aborted || !this.#client) continue;
      try {
        this.#hear(await readOrders(this.#client));
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#log.warn({ reason: String(error) }, 'The session of the worker was lost.');
        if (!(await this.#comeBack())) return;
      }
    }
    return new Promise(() => undefined);
  }

  async #comeBack(): Promise<boolean> {
    const deadline = performance.now() + absentMs;
    await end(this.#client);
    this.#client = null;
    while (!this.#closing.signal.aborted && performance.now() < deadline) {
      const error: unknown = await this.#connect().then(
        () => null,
        (reason: unknown) => reason,
      );
      if (error === null) return true;
      if (error instanceof GivenUp) return false;
      await wait(retryMs);
    }
    return false;
  }

  /** Waits for the next beat, or less where something happens. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

class GivenUp extends Error {}

/** The key of a pool's lock; `sweep.ts` tries it. */
export const lockKey = "hashtextextended('job-worker:' || id, 0)";

async function lock(client: Client, id: string): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>(
    `SELECT pg_try_advisory_lock(${lockKey}) AS held FROM (SELECT $1::text AS id) AS pool`,
    [id],
  );
  // Held by our own session of before, which the server has not missed yet, or by a sweep for a moment.
  if (rows[0]?.held !== true) throw new Error(`The lock of worker ${id} is held.`);
}

async function end(client: Client | null): Promise<void> {
  await client?.end().catch(() => undefined);
}

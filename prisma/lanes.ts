import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** How many connections a process has, and how many may wait for one. */
export interface LanesOptions {
  readonly waitingMax: number;
  /** Hears, at most once a second, of how many were refused because too many waited. */
  readonly onShed?: ((count: number) => void) | undefined;
}

type Callback = Parameters<Pool['connect']>[0];

/** Connections kept back for what has to answer while all others are taken. */
const reservedConnections = 2;
const tellMs = 1000;

const reserved = new AsyncLocalStorage<true>();

/**
 * Runs `work` over connections that are kept back: for what has to answer while everything else waits, such as the health of a process
 * and signing in.
 */
export function overReserve<T>(work: () => Promise<T>): Promise<T> {
  // A query of Prisma's begins when it is awaited, which has to be in here.
  return reserved.run(true, async () => await work());
}

/** Nobody is made to wait behind so many others: what is asked now would be answered when nobody waits for it any more. */
class TooManyWait extends Error {
  override readonly name = 'TooManyWait';

  constructor() {
    super('Too many wait for a connection to the database.');
  }
}

/**
 * A pool that refuses whoever would wait behind too many others, and keeps a few connections back.
 *
 * @remarks
 * Whatever takes a connection asks `connect` for it: Prisma's adapter, its transactions, and statements of our own.
 */
export class Lanes extends Pool {
  readonly #reserve: Pool;
  readonly #options: LanesOptions;
  #shed = 0;

  constructor(config: PoolConfig, options: LanesOptions) {
    super(config);
    this.#options = options;
    this.#reserve = new Pool({ ...config, max: reservedConnections });
  }

  /** Both pools, for what concerns every connection. */
  get pools(): readonly Pool[] {
    return [this, this.#reserve];
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<PoolClient> | void {
    if (reserved.getStore()) return callback ? this.#reserve.connect(callback) : this.#reserve.connect();
    // Whoever takes an idle connection waits as well, for a tick.
    if (this.waitingCount - this.idleCount < this.#options.waitingMax) {
      return callback ? super.connect(callback) : super.connect();
    }
    this.#noteShed();
    const error = new TooManyWait();
    if (!callback) return Promise.reject(error);
    process.nextTick(callback, error, undefined, () => undefined);
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override async end(callback?: () => void): Promise<void> {
    await Promise.all([super.end(), this.#reserve.end()]);
    callback?.();
  }

  #noteShed(): void {
    this.#shed += 1;
    if (this.#shed > 1) return;
    setTimeout(() => {
      this.#options.onShed?.(this.#shed);
      this.#shed = 0;
    }, tellMs).unref();
  }
}

import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { Lanes } from './lanes.ts';
import { rememberDriver } from './read-rows.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** So many may wait for a connection; whoever comes then is refused at once. Without it, all who come. */
  queueSize?: number;
  /** Hears, at most once a second, of how many were refused so. */
  onShed?: (count: number) => void;
  /** Shown by Postgres in pg_stat_activity; names the process to whoever looks for a stuck query. */
  applicationName?: string;
  /** A worker whose jobs read a lot asks for more than a request may have. */
  statementTimeoutMs?: number;
}

// A request answers within 5 s even when Postgres hangs: at most 2 s for a connection and 2.9 s for the statement.
const connectTimeoutMs = 2000;
const statementTimeoutMsDefault = 2500;
// The server ends a slow statement itself and says why; the client's own limit is for a server that says nothing.
const silenceTimeoutMs = 400;
// Connections are renewed, so that they follow a failover and do not grow old with cached plans.
const connectionLifetimeS = 900;

/** Opens the client of one process; `$disconnect()` closes its connections. Connects with the first query. */
export function createDatabase(options: DatabaseOptions): PrismaClient {
  const pool = createPool(options);
  const nameOf = createStatementNames();
  // Prisma's statements without parameters are BEGIN and COMMIT, or scripts.
  const statementNameGenerator = ({ sql, args }: { sql: string; args: unknown[] }) => (args.length ? nameOf(sql) : '');
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator });
  const client = new PrismaClient({ adapter, transactionOptions: { maxWait: connectTimeoutMs, timeout: 5000 } });
  rememberDriver(client, { pool, nameOf });
  return client;
}

function createPool({
  url,
  poolSize,
  queueSize: waitingMax = Number.POSITIVE_INFINITY,
  onShed,
  applicationName = 'hybrid-stack',
  statementTimeoutMs,
}: DatabaseOptions): Lanes {
  const statementTimeout = statementTimeoutMs ?? statementTimeoutMsDefault;
  const config = {
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout + silenceTimeoutMs,
    idle_in_transaction_session_timeout: 30_000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: connectionLifetimeS,
    keepAlive: true,
  };
  const lanes = new Lanes(config, { waitingMax, onShed });
  // When a transaction's statement gets no answer, its ROLLBACK waits behind it, runs out of time and is never sent; pg hands
  // the connection out again all the same. The next caller's writes would then land in a transaction that nobody commits.
  // Ended here, the pool drops it instead.
  for (const pool of lanes.pools) {
    pool.on('release', (_error, client) => {
      if (client.getTransactionStatus() !== 'I') void client.end().catch(() => undefined);
    });
  }
  return lanes;
}

const namedStatementsMax = 500;

/**
 * Names the statements Postgres may keep prepared.
 *
 * @remarks
 * Each name holds memory in every connection, and a list of ids makes a new text for every length; past the limit a
 * statement is parsed and planned each time.
 */
function createStatementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= namedStatementsMax) return known ?? '';
    const name = `p${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`;
    names.set(sql, name);
    return name;
  };
}

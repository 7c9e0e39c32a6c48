import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { rememberDriver } from './read-rows.ts';

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

export interface DatabaseOptions {
  url: string;
  poolSize: number;
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

function createPool({ url, poolSize, applicationName = 'hybrid-stack', statementTimeoutMs }: DatabaseOptions): Pool {
  const statementTimeout = statementTimeoutMs ?? statementTimeoutMsDefault;
  const pool = new Pool({
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
  });
  // When a transaction's statement gets no answer, its ROLLBACK waits behind it, runs out of time and is never sent; pg hands
  // the connection out again all the same. The next caller's writes would then land in a transaction that nobody commits.
  // Ended here, the pool drops it instead.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() !== 'I') void client.end().catch(() => undefined);
  });
  return pool;
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

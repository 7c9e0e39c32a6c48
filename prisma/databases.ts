import { Client, DatabaseError } from 'pg';

/**
 * The comment on every database this repository made.
 *
 * @remarks
 * It lives in the server and travels with the database through a rename, so that `reset` can tell a database it may drop
 * from one somebody else's data is in.
 */
const mark = 'hybrid-stack';

/** The same server and sign-in, another database. */
export function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** Host, port and database: what a log may show of a URL that holds a password. */
export function describeUrl(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** Runs `use` on one connection of its own. */
export async function withConnection<Result>(
  url: string,
  use: (connection: Client) => Promise<Result>,
): Promise<Result> {
  const connection = new Client({ connectionString: url, connectionTimeoutMillis: 5000, keepAlive: true });
  // Without a listener a lost connection ends the process; with one, the running query rejects.
  connection.on('error', () => undefined);
  try {
    await connection.connect();
  } catch (error) {
    await connection.end().catch(() => undefined);
    throw new Error(`Postgres at ${describeUrl(url)} cannot be used: ${reason(error)}`, { cause: error });
  }
  try {
    return await use(connection);
  } finally {
    await connection.end();
  }
}

/** Creates the database of `url` unless it exists. Only one made here carries the mark. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = databaseName(url);
  await withConnection(urlOf(url, 'postgres'), async (connection) => {
    const { rowCount } = await connection.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    try {
      await connection.query(`CREATE DATABASE ${connection.escapeIdentifier(name)}`);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    await connection.query(`COMMENT ON DATABASE ${connection.escapeIdentifier(name)} IS '${mark}'`);
  });
}

/** Drops the database of `url`, with whoever is connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await withConnection(urlOf(url, 'postgres'), (connection) =>
    connection.query(`DROP DATABASE IF EXISTS ${connection.escapeIdentifier(databaseName(url))} WITH (FORCE)`),
  );
}

export async function databaseState(url: string): Promise<'absent' | 'ours' | 'foreign'> {
  return withConnection(urlOf(url, 'postgres'), async (connection) => {
    const { rows } = await connection.query<{ comment: string | null }>(
      "SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1",
      [databaseName(url)],
    );
    if (rows[0] === undefined) return 'absent';
    return rows[0].comment === mark ? 'ours' : 'foreign';
  });
}

// Two processes that create it at once: the loser is told so by the name, or by the catalogue's index on names.
function isDuplicate(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505');
}

function reason(error: unknown): string {
  // Where a name has several addresses the failures come as one error with an empty message.
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}

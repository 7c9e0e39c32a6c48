import type { Pool, QueryResultRow } from 'pg';
import { DatabaseUnavailable, isAwayToPg } from './database-errors.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';

/** The connections of a client, and the names under which it keeps statements prepared. */
interface Driver {
  readonly pool: Pool;
  readonly nameOf: (sql: string) => string;
}

const drivers = new WeakMap<object, Driver>();

/** Remembers over which connections a client asks. */
export function rememberDriver(db: PrismaClient, driver: Driver): void {
  drivers.set(db, driver);
}

/**
 * Reads rows by a statement of one's own, or what a statement that writes returns.
 *
 * @remarks
 * The same as `$queryRaw`, over the same connections and without the way through Prisma, which costs as much again as the
 * statement: for what is read with every page. In a transaction, which is Prisma's, it takes that way. Prisma's types come out
 * for text, numbers of 32 bits, booleans, moments and lists of text; what else there is has to be cast in the statement.
 *
 * @example
 * const rows = await readRows<{ name: string }>(db, Prisma.sql`SELECT username AS name FROM "user"`);
 */
export async function readRows<Row extends QueryResultRow>(
  db: PrismaClient | Prisma.TransactionClient,
  statement: Prisma.Sql,
): Promise<Row[]> {
  const driver = drivers.get(db);
  if (!driver) return db.$queryRaw<Row[]>(statement);
  const { text, values } = statement;
  const name = driver.nameOf(text);
  try {
    return (await driver.pool.query<Row>({ text, values, ...(name && { name }) })).rows;
  } catch (error) {
    throw isAwayToPg(error) ? new DatabaseUnavailable({ cause: error }) : error;
  }
}

/**
 * Runs a write whose refusal is caught: within a transaction it is undone alone, and the transaction goes on.
 *
 * @remarks
 * Postgres takes nothing more in a transaction in which a statement failed, unless that stood under a savepoint, which costs two ways
 * there and back. On its own a statement needs none.
 *
 * @example
 * await attempt(db, (tx) => insert(tx, name)).catch(ofTakenName)
 */
export function attempt<T>(
  db: PrismaClient,
  write: (db: PrismaClient | Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return drivers.has(db) ? write(db) : db.$transaction(write);
}

import { DatabaseError } from 'pg';
import { Prisma } from './generated/client.ts';

/**
 * Tells whether a write failed because the value is taken.
 *
 * @param constraint - name of the one constraint or index to look for, as the migrations give it: `user_username_lower_key`
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const taken = error instanceof DatabaseError ? takenToPg(error) : takenToPrisma(error);
  return taken !== null && (constraint === undefined || taken.constraint === constraint);
}

/** What a write found taken, as far as the driver says; null where that is not why it failed. */
type Taken = { constraint: string | undefined } | null;

function takenToPg({ code, constraint }: DatabaseError): Taken {
  return code === '23505' ? { constraint } : null;
}

function takenToPrisma(error: unknown): Taken {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null;
  const cause = driverCause(error);
  // A raw query's failure has one code for everything; the driver's own tells what it was.
  const isTaken = error.code === 'P2002' || cause?.originalCode === '23505';
  return isTaken ? { constraint: cause?.constraint?.index } : null;
}

// A row that a write names as its parent, and a row that it changes.
const goneCodes = new Set(['P2003', 'P2025']);

/** Tells whether a write failed because the row it hangs on, or the one it changes, is not there any more. */
export function isGone(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && goneCodes.has(error.code);
}

// Prisma's own waits: for a connection, and for a transaction to begin or to end.
const unavailableCodes = new Set(['P2024', 'P2028']);
// What the driver adapter makes of a socket that cannot be opened or that broke.
const unavailableKinds = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections']);
// Postgres: starting or stopping, ended by an operator or a crash, a transaction left idle, a statement over its time.
const unavailableSqlStates = new Set(['57P03', '57P01', '57P02', '25P03', '57014']);
// Errors of pg that carry no code.
const unavailableMessages =
  /timeout exceeded when trying to connect|Query read timeout|Too many wait for a connection|Connection terminated|not queryable|EPIPE|EAI_AGAIN/;

/** A query failed because the database is away or overloaded. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';

  constructor({ cause }: { cause: unknown }) {
    super('The database is away or overloaded.', { cause });
  }
}

// What the system says of a socket that cannot be opened or that broke.
const unavailableSockets = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Tells of an error of pg, without Prisma between, whether the database is away. */
export function isAwayToPg(error: unknown): boolean {
  // Where a name has several addresses the failures come as one error.
  if (error instanceof AggregateError) return error.errors.some(isAwayToPg);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  // Connections that broke, and too many of them, are classes of their own.
  if (error instanceof DatabaseError) return unavailableSqlStates.has(code) || /^(?:08|53)/.test(code);
  return unavailableSockets.has(code) || unavailableMessages.test(error.message);
}

/** Tells whether a query was refused because too many others waited; it was noted where it was refused. */
export function isDatabaseBusy(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  return cause instanceof Error && cause.message.includes('Too many wait for a connection');
}

/** Tells whether a query failed because the database is away or overloaded: worth another try, and nobody's bug. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) return isAwayToPrisma(error);
  return error instanceof DatabaseUnavailable || (error instanceof Error && unavailableMessages.test(error.message));
}

function isAwayToPrisma(error: Prisma.PrismaClientKnownRequestError): boolean {
  const { kind = '', originalCode = '' } = driverCause(error) ?? {};
  return unavailableCodes.has(error.code) || unavailableKinds.has(kind) || unavailableSqlStates.has(originalCode);
}

interface DriverCause {
  kind?: string;
  originalCode?: string;
  constraint?: { index?: string };
}

function driverCause(error: Prisma.PrismaClientKnownRequestError): DriverCause | undefined {
  // Prisma types `meta` as unknown; with a driver adapter this is the shape of it.
  const meta = error.meta as { driverAdapterError?: { cause?: DriverCause } } | undefined;
  return meta?.driverAdapterError?.cause;
}

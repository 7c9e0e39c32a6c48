import { DatabaseError } from 'pg';
import { isOneTransaction, type Migration } from './migration-folder.ts';

/** A migration that cannot be applied, with what to do about it. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly migration: string;

  constructor(migration: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.migration = migration;
  }
}

/** Postgres's own error, where a script failed by one; a connection that broke is none. */
export function sqlErrorOf(error: unknown): DatabaseError | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof DatabaseError ? cause : undefined;
}

export function isLockTimeout(error: unknown): boolean {
  return sqlErrorOf(error)?.code === '55P03';
}

export function describeFailure({ name, sql }: Migration, error: DatabaseError): MigrationError {
  const line = error.position ? ` (line ${sql.slice(0, Number(error.position)).split('\n').length})` : '';
  const more = [error.detail, error.hint].filter(Boolean).map((text) => `\n${text}`);
  const said = `Migration ${name} failed: ${error.message} [${error.code}]${line}${more.join('')}`;
  const advice = isOneTransaction(sql)
    ? 'Nothing of it was kept. Correct the file and start again.'
    : `It does not run as one transaction, so part of it may have stayed. Remove that (an INVALID index, for one), then run npm run db:migrate -- --rolled-back ${name}, correct the file and start again.`;
  return new MigrationError(name, `${said}\n${advice}`, { cause: error });
}

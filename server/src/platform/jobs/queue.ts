import { Logger as QueueLogger } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger } from '../log.ts';

/** Opens the connections over which jobs are taken and completed; one that is lost is said and replaced. */
export function createQueuePool(databaseUrl: string, max: number, log: Logger): Pool {
  const pool = new Pool({ connectionString: databaseUrl, max, application_name: 'hybrid-worker' });
  const lost = (error: Error) => log.warn({ reason: error.message }, 'The worker lost a database connection.');
  return pool.on('error', lost).on('connect', (client) => client.on('error', lost));
}

/** graphile-worker's own lines, in our log. Of a failed job it speaks without the request it came from: we say that ourselves. */
export function queueLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    switch (level) {
      case 'error':
        return meta?.['failure'] === true ? log.debug(message) : log.error({ err: meta?.['error'] }, message);
      case 'warning':
        return log.warn(message);
      default:
        return log.debug(message);
    }
  });
}

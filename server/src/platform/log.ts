import { type DestinationStream, type Logger, pino } from 'pino';
import { currentJob, currentRequestId } from './request-scope.ts';

export type { Logger };

/**
 * Makes the process's log: one JSON object a line, with the request id and the job where there is one.
 *
 * @param destination where lines go; standard output unless told.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['*.password', '*.token', '*.authorization', '*.cookie'], censor: '[redacted]' },
      mixin: () => {
        const requestId = currentRequestId();
        const job = currentJob();
        return { ...(requestId !== null && { requestId }), ...(job && { job: job.name, jobId: job.id }) };
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** Lines for a person at a terminal; where the formatter is not installed, as in the image, undefined. */
export async function readableLines(): Promise<DestinationStream | undefined> {
  const pretty = await import('pino-pretty').catch(() => null);
  return pretty?.default({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true });
}

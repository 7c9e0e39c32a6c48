import { type DestinationStream, type Logger, pino } from 'pino';
import { readableStack } from './readable-stack.ts';
import { currentActing, currentJob, currentRequestId } from './request-scope.ts';

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
      serializers: { err: describeError },
      hooks: {
        // What a job logs is kept with its attempt: here it has been freed of what no log may hold.
        streamWrite(line) {
          currentJob()?.keep(line);
          return line;
        },
      },
      mixin: () => {
        const requestId = currentRequestId();
        const job = currentJob();
        return {
          ...(requestId !== null && { requestId }),
          ...currentActing(),
          ...(job && { job: job.name, jobId: job.id }),
        };
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** An error as pino writes it down, its stack by the lines of the source. */
function describeError(error: Error): unknown {
  const described = pino.stdSerializers.err(error);
  return typeof described?.stack === 'string' ? { ...described, stack: readableStack(described.stack) } : described;
}

/** Lines for a person at a terminal; where the formatter is not installed, as in the image, undefined. */
export async function readableLines(): Promise<DestinationStream | undefined> {
  const pretty = await import('pino-pretty').catch(() => null);
  return pretty?.default({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', singleLine: true });
}

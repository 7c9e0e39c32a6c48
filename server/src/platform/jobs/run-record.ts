import type { JobOutcome } from '@hybrid/prisma';
import type { Progress } from './job.ts';
import type { KeptLog } from './run-log.ts';

/** One attempt at a job, as `job_run` tells it. */
export interface RunRecord {
  readonly jobId: string;
  readonly name: string;
  readonly queue: string;
  readonly attempt: number;
  readonly worker: string | null;
  readonly outcome: JobOutcome;
  readonly error: string | null;
  readonly progress: Progress | null;
  readonly requestId: string | null;
  readonly trace: string | null;
  /** Who made the request that it comes from. */
  readonly userId: string | null;
  /** Who acted as them, where somebody did. */
  readonly actorId: string | null;
  /** That of the job. */
  readonly key: string | null;
  readonly log: KeptLog | null;
  readonly queuedAt: Date;
  /** When it could have begun; of an attempt after the first, later than it was queued. Only counted, and not written down. */
  readonly dueAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Was written down while it ran: somebody may be looking at it. */
  readonly isShown: boolean;
}

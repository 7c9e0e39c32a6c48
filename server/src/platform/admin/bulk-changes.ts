import type { Feature } from '../feature.ts';
import { bulkJobChanges } from '../jobs/bulk-jobs.ts';
import type { DeclaredJob } from '../jobs/job-filter.ts';
import type { AnyBulkChange } from './bulk.ts';

/**
 * Collects what can be changed of all that match a question: those of all features, and the platform's own.
 *
 * @param declaredJobs all jobs, those of these changes among them: they are asked for when a question is.
 */
export function bulkChangesOf(
  features: readonly Feature[],
  declaredJobs: () => readonly DeclaredJob[],
): AnyBulkChange[] {
  return [...bulkJobChanges(declaredJobs), ...features.flatMap(({ bulkChanges }) => bulkChanges ?? [])];
}

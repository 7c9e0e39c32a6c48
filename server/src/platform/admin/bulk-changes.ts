import type { Feature } from '../feature.ts';
import type { AnyBulkChange } from './bulk.ts';

/** Those of the platform's own lists. */
const ofPlatform: readonly AnyBulkChange[] = [];

/** Collects what can be changed of all that match a question: those of all features, and the platform's own. */
export function bulkChangesOf(features: readonly Feature[]): AnyBulkChange[] {
  return [...ofPlatform, ...features.flatMap(({ bulkChanges }) => bulkChanges ?? [])];
}

import { type Failure, platformFailure } from '../failure.ts';

/** Refuses input for what is wrong with its fields; the empty name holds what concerns it as a whole. */
export function invalid(fields: Record<string, string[]>): Failure {
  return platformFailure('INVALID_INPUT', { fields });
}

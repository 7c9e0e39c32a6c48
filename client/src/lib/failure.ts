import { failureNameOf, platformError, requestIdOf } from '@hybrid/contracts/kernel';
import type { AnyProcedure, DeclaredError } from '@hybrid/contracts/kernel';
import { onlineManager } from '@tanstack/react-query';
import type { Words } from './catalogue/words.ts';

/** A failure as it is shown: one sentence, and the id under which the server logged it where that is of use. */
export interface Failure {
  readonly name: string | null;
  readonly sentence: string;
  readonly requestId: string | null;
}

/** Puts whatever a call failed with into plain words. */
export function describeFailure(words: Words, error: unknown): Failure {
  return declared(words, error) ?? { ...other(words, error), requestId: requestIdOf(error) };
}

/**
 * Whether a call failed with a name that its procedure declares.
 *
 * @remarks
 * The procedure is named as a type alone: a page that only reads carries neither the contract's schemas nor zod.
 *
 * @example
 * failedWith<typeof contract.notes.delete>(remove.error, 'NOTE_NOT_FOUND')
 */
export function failedWith<P extends AnyProcedure>(error: unknown, name: DeclaredError<P>['name']): boolean {
  return failureNameOf(error) === name;
}

type Described = Pick<Failure, 'name' | 'sentence'>;

/** What the contract expects to happen needs no id: nobody will look it up. Its sentence comes with the answer. */
function declared(words: Words, error: unknown): Failure | null {
  const name = failureNameOf(error);
  if (name === null || platformError(error) !== null) return null;
  const message = error instanceof Error ? error.message : undefined;
  return { name, sentence: words.failures.declared(name, message), requestId: null };
}

function other(words: Words, error: unknown): Described {
  const platform = platformError(error);
  // Without our own answer it was the network, or somebody in between.
  if (platform === null) {
    const { unreachable, offline, unknown } = words.failures;
    const noAnswer = onlineManager.isOnline() ? unreachable : offline;
    return { name: null, sentence: requestIdOf(error) === null ? noAnswer : unknown };
  }
  const { name } = platform;
  if (name !== 'TOO_MANY_REQUESTS') return { name, sentence: words.failures.ofPlatform(name) };
  return { name, sentence: words.failures.tooMany(platform.data.retryAfterSeconds) };
}

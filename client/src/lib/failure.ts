import { declaredError, platformError, requestIdOf } from '@hybrid/contracts/kernel';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { onlineManager } from '@tanstack/react-query';
import type { Words } from './catalogue/words.ts';

/** A failure as it is shown: one sentence, and the id under which the server logged it where that is of use. */
export interface Failure {
  readonly name: string | null;
  readonly sentence: string;
  readonly requestId: string | null;
}

/** Puts whatever a call failed with into plain words. */
export function describeFailure(words: Words, error: unknown, procedure?: AnyProcedure): Failure {
  return declared(words, error, procedure) ?? { ...other(words, error), requestId: requestIdOf(error) };
}

/** The name of a declared failure, for code that does not need its data. */
export function declaredNameOf(procedure: AnyProcedure, error: unknown): string | null {
  // A procedure without types has no names the compiler could list; at run time every declared error has one.
  const found = declaredError(procedure, error) as { readonly name: string } | null;
  return found?.name ?? null;
}

type Described = Pick<Failure, 'name' | 'sentence'>;

/** What the contract expects to happen needs no id: nobody will look it up. */
function declared(words: Words, error: unknown, procedure: AnyProcedure | undefined): Failure | null {
  const name = procedure === undefined ? null : declaredNameOf(procedure, error);
  if (name === null) return null;
  return { name, sentence: words.failures.declared(name, procedure?.errors[name]?.message), requestId: null };
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

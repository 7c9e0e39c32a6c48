import { describeSchema } from '@hybrid/contracts/gate';
import { type AnyProcedure, platformErrors, type Schema } from '@hybrid/contracts/kernel';
import { z } from 'zod';

/** How a call ended, however it was made. */
export interface Outcome {
  readonly status: number;
  /** What was answered; of a stream, each of its events. */
  readonly answers: readonly unknown[];
  readonly error: { readonly name: string; readonly data: unknown } | null;
  readonly text: string;
}

/** What the contract promises of a procedure, made ready to hold answers against. */
export interface Promises {
  /** What an outcome breaks, in a sentence; null where it keeps everything. */
  broken(outcome: Outcome): string | null;
}

/**
 * Reads a procedure's promises off its locked form, as a client has them: not off the schemas that the server itself checks by.
 */
export function promisesOf({ output, errors }: AnyProcedure): Promises {
  const answer = asWritten(output);
  const declared = new Map(
    Object.entries(errors).map(([name, { status, data }]) => [
      name,
      { status, data: data ? asWritten(data) : z.null() },
    ]),
  );
  return {
    broken({ status, answers, error, text }) {
      if (status >= 500) return `It failed with ${status}.`;
      if (!error) return brokenAnswer(answer, answers);
      const promised = declared.get(error.name);
      if (!promised)
        return Object.hasOwn(platformErrors, error.name)
          ? null
          : `It failed with ${error.name}, which nobody declared.`;
      if (promised.status !== status) return `${error.name} came with status ${status} instead of ${promised.status}.`;
      return promised.data.safeParse(error.data).success
        ? null
        : `The data of ${error.name} is another than declared: ${text}`;
    },
  };
}

function brokenAnswer(schema: z.ZodType, answers: readonly unknown[]): string | null {
  for (const answer of answers) {
    const { success, error } = schema.safeParse(answer);
    if (!success) return `The answer is another than declared: ${z.prettifyError(error)}`;
  }
  return null;
}

function asWritten(schema: Schema): z.ZodType {
  // Whatever a contract holds as a schema is one of zod's; ours writes keywords beside those that zod reads back.
  const written = describeSchema(schema as unknown as z.ZodType, 'output', { place: '', problems: [] });
  return z.fromJSONSchema(written as Parameters<typeof z.fromJSONSchema>[0]);
}

import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { RequestSession } from '../auth/session.ts';
import type { Services } from '../context.ts';
import type { CallingClient } from '../calls/calling-client.ts';
import { currentRequestId } from '../request-scope.ts';
import type { CompiledProcedure } from '../rpc/call.ts';
import { isOurFault } from '../rpc/error-shape.ts';
import type { CompiledRecord } from '../rpc/implement.ts';
import { eachProcedure } from '../rpc/router.ts';
import type { FirstRead } from './page-head.ts';

/** The answer to a read, as the SPA keeps it: under the procedure's dotted name and the input. */
export interface FirstAnswer {
  readonly name: string;
  readonly input: unknown;
  readonly data: unknown;
}

/** Who asks where the server asks for a page that it sends. */
const client: CallingClient = { name: 'page', version: '', contract: null };

/** Answers what a page asks first; what fails is left out, and the page's program asks for it. */
export type AnswerFirst = (reads: readonly FirstRead[], session: RequestSession) => Promise<FirstAnswer[]>;

/** Makes what answers the first reads of pages, through the pipeline of the calls that they save. */
export function answersFirst(services: Services, procedures: CompiledRecord): AnswerFirst {
  const byContract = new Map<AnyProcedure, readonly [name: string, compiled: CompiledProcedure]>(
    eachProcedure(procedures).map((entry) => [entry[1].contract, entry]),
  );
  const answer = async ({ procedure, input }: FirstRead, session: RequestSession): Promise<FirstAnswer> => {
    const found = byContract.get(procedure);
    if (!found) throw new Error('A page begins with a read that no feature answers.');
    const [name, compiled] = found;
    const ctx = { ...services, requestId: currentRequestId() ?? '', signal: new AbortController().signal };
    return { name, input, data: await compiled.run({ name, ctx, session, client, input }) };
  };
  return async (reads, session) => {
    const settled = await Promise.allSettled(reads.map((read) => answer(read, session)));
    return settled.flatMap((one) => {
      if (one.status === 'fulfilled') return [one.value];
      // What the contract expects, such as a page that is none, the page says by itself.
      if (isOurFault(one.reason)) services.log.warn({ err: one.reason }, 'A page lacks one of its first answers.');
      return [];
    });
  };
}

/** Writes answers into a page: data, never run, so that the content policy lets it stand. */
export function renderAnswers(answers: readonly FirstAnswer[]): string {
  // Without a `<` nothing in it ends the element early.
  const json = JSON.stringify(answers).replaceAll('<', String.raw`\u003c`);
  return `<script type="application/json" id="first-answers">${json}</script>`;
}

import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { type Callers, refusalOf } from './callers.ts';
import { type FuzzCall, inputOf } from './fuzz-calls.ts';
import type { KnownValues } from './known-values.ts';
import { makeCall, type SentCall, writeCall } from './make-call.ts';
import { type Outcome, type Promises } from './promises.ts';

/** What came of the calls of one procedure. */
export interface FuzzTally {
  calls: number;
  /** Let in, and taken by the schema. */
  taken: number;
  answered: number;
  refusedForInput: number;
  refusedForCaller: number;
}

/** A procedure that is tried, and what calls of it are made with. */
export interface Trial {
  readonly name: string;
  readonly procedure: AnyProcedure;
  readonly promises: Promises;
  readonly url: string;
  readonly callers: Callers;
  readonly known: KnownValues;
  readonly tally: FuzzTally;
}

// Node refuses a longer address before any code of ours sees it.
const addressMax = 6000;

/**
 * Makes one call and holds everything that came of it against the contract.
 *
 * @throws Error with what was broken, and the call to be copied.
 */
export async function tryCall(trial: Trial, call: FuzzCall): Promise<void> {
  const { procedure, promises, known, url } = trial;
  const input = inputOf(call, procedure.input, (made) => known.resolve(made, groupOf(trial)));
  if (procedure.kind !== 'mutation' && encodeURIComponent(JSON.stringify(input) ?? '').length > addressMax) return;
  const expected: Expected = {
    refusal: refusalOf(procedure.access, call.caller),
    isTaken: procedure.input === undefined || procedure.input.safeParse(input).success,
  };
  const { sent, outcome } = await send(trial, call, { input, expected });
  const broken =
    promises.broken(outcome) ?? brokenAdmission(outcome, expected) ?? (await brokenRepetition(trial, sent, outcome));
  if (broken !== null) {
    const told = `and was told: ${outcome.text.slice(0, 2000)}`;
    throw new Error(`${broken}\n${call.caller} called:\n${writeCall(url, procedure, sent)}\n${told}`);
  }
  count(trial, { input, outcome, expected });
}

interface Expected {
  /** How it has to be refused, whatever is sent. */
  readonly refusal: string | null;
  /** Whether the schema takes the input. */
  readonly isTaken: boolean;
}

/** Sends it; once more after signing in anew, where an earlier call may have ended the session or the account. */
async function send(
  { name, procedure, url, callers }: Trial,
  { caller, key }: FuzzCall,
  { input, expected }: { input: unknown; expected: Expected },
): Promise<{ sent: SentCall; outcome: Outcome }> {
  const isRefused = expected.refusal !== null || !expected.isTaken;
  const once = async () => {
    const sent = { name, input, key, isRefused, token: await callers.tokenOf(caller) };
    return { sent, outcome: await makeCall(url, procedure, sent) };
  };
  const first = await once();
  const isSignedOut = caller !== 'nobody' && first.outcome.error?.name === 'UNAUTHORIZED';
  if (!isSignedOut) return first;
  callers.renew(caller);
  return once();
}

const ofCaller = ['UNAUTHORIZED', 'FORBIDDEN'];

function brokenAdmission({ error }: Outcome, { refusal, isTaken }: Expected): string | null {
  const name = error?.name ?? 'an answer';
  if (refusal !== null)
    return name === refusal ? null : `Whatever is sent, ${refusal} has to be said, and it was ${name}.`;
  if (ofCaller.includes(name)) return `Who calls may call, and was refused with ${name}.`;
  return isTaken || name === 'INVALID_INPUT' ? null : `What the schema refuses is INVALID_INPUT, and it was ${name}.`;
}

/** What is carried out once is answered alike, or fails alike, however often it is sent. */
async function brokenRepetition({ url, procedure }: Trial, sent: SentCall, outcome: Outcome): Promise<string | null> {
  if (sent.key === null) return null;
  const again = await makeCall(url, procedure, sent);
  const told = ({ status, answers, error }: Outcome) => JSON.stringify([status, answers, error]);
  return told(again) === told(outcome)
    ? null
    : `Sent again under the same key, it was answered otherwise: ${again.text}`;
}

function count(
  trial: Trial,
  { input, outcome, expected }: { input: unknown; outcome: Outcome; expected: Expected },
): void {
  const { tally, known } = trial;
  const group = groupOf(trial);
  tally.calls += 1;
  if (expected.refusal !== null) tally.refusedForCaller += 1;
  else if (!expected.isTaken) tally.refusedForInput += 1;
  else tally.taken += 1;
  if (outcome.error) return;
  tally.answered += 1;
  for (const told of [...outcome.answers, input]) known.learn(told, group);
}

/** The procedures among which it stands. */
function groupOf({ name }: Trial): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

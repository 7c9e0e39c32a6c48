import type { z } from 'zod';
import type { AnyEvent } from '../kernel/event.ts';
import type { AnyProcedure, ContractRecord, ErrorDeclaration } from '../kernel/procedure.ts';
import { proceduresOf } from '../kernel/procedure.ts';
import { rateOf } from '../kernel/rate.ts';
import { describeSchema, type Problem } from './describe-schema.ts';
import { type Lock, type LockedEvent, type LockedProcedure, lockFormat } from './lock.ts';
import { problemsOf } from './problems.ts';
import { mayBeLeftOut } from './zod-node.ts';

/** A contract that cannot be written down, with everything that stands in the way. */
export class UndescribableContract extends Error {
  override readonly name = 'UndescribableContract';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ place, message }) => `  ${place}: ${message}`);
    super(`The contract cannot be described:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** A contract and its events, as they are exported. */
export interface Described {
  readonly contract: ContractRecord;
  readonly events: Readonly<Record<string, AnyEvent>>;
}

/** How an event of a subscription is named: the numbering of its topic, and its number in it. */
const cursor = 'epoch:sequence';

/**
 * Describes a contract: input as what may be sent, output as what is sent.
 *
 * @throws UndescribableContract with the place of each schema that JSON cannot carry, and of each rule that is broken.
 */
export function describeContract({ contract, events }: Described): Lock {
  const problems: Problem[] = [];
  const procedures = proceduresOf(contract).map(([name, procedure]): [string, LockedProcedure] => {
    problems.push(...problemsOf(procedure, name));
    return [name, describeProcedure(procedure, { name, problems })];
  });
  const told = Object.values(events).map((event): [string, LockedEvent] => [
    event.name,
    describeEvent(event, problems),
  ]);
  problems.push(...nameProblems(told.map(([name]) => name)));
  if (problems.length > 0) throw new UndescribableContract(problems);
  return { format: lockFormat, procedures: Object.fromEntries(procedures), events: Object.fromEntries(told) };
}

function nameProblems(names: readonly string[]): Problem[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return twice.map((name) => ({ place: name, message: 'Two events have this name.' }));
}

interface Setting {
  readonly name: string;
  readonly problems: Problem[];
}

function describeProcedure(procedure: AnyProcedure, setting: Setting): LockedProcedure {
  const { kind, access, output } = procedure;
  const { name, problems } = setting;
  return {
    kind,
    access,
    ...describeInput(procedure, setting),
    output: describeSchema(output, 'output', { place: `${name} output`, problems }),
    ...describeErrors(procedure, setting),
    ...describeFacts(procedure),
    ...(kind === 'subscription' && { cursor }),
  };
}

function describeInput({ input }: AnyProcedure, { name, problems }: Setting) {
  if (!input) return {};
  const described = describeSchema(input, 'input', { place: `${name} input`, problems });
  return { input: described, ...(mayBeLeftOut(input) && { inputOptional: true as const }) };
}

function describeErrors({ errors }: AnyProcedure, setting: Setting) {
  const declared = Object.entries(errors).map(([error, declaration]) => [
    error,
    describeError(declaration, setting, error),
  ]);
  return declared.length > 0 && { errors: Object.fromEntries(declared) as LockedProcedure['errors'] };
}

function describeFacts({ summary, http, limit, idempotent, cache, bodyBytesMax, deprecated }: AnyProcedure) {
  const facts = {
    summary,
    http: http && { ...http, status: http.status ?? 200 },
    limit: limit && describeLimit(limit),
    idempotent,
    cache,
    bodyBytesMax,
    deprecated,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}

function describeLimit(limit: NonNullable<AnyProcedure['limit']>): LockedProcedure['limit'] {
  return typeof limit === 'string' ? { rate: limit } : rateOf(limit, '');
}

function describeError({ status, message, data }: ErrorDeclaration, { name, problems }: Setting, error: string) {
  // Whatever a contract holds as a schema is one of zod's: the narrow type spares the compiler the comparison.
  const schema = data as unknown as z.ZodType | undefined;
  return {
    status,
    ...(message !== undefined && { message }),
    ...(schema && { data: describeSchema(schema, 'output', { place: `${name} error ${error}`, problems }) }),
  };
}

function describeEvent({ name, topic, access, payload, ephemeral }: AnyEvent, problems: Problem[]): LockedEvent {
  const setting = { place: `${name} payload`, problems };
  return { topic, access, payload: describeSchema(payload, 'output', setting), ...(ephemeral && { ephemeral }) };
}

import { describeSchema } from '@hybrid/contracts/gate';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import type { z } from 'zod';
import type { CallerKind } from './callers.ts';
import { anyJson, spoilt } from './hostile-json.ts';
import { inputArbitrary } from './input-arbitrary.ts';

/** A call, before it is known what there is to be called about. */
export interface FuzzCall {
  readonly caller: CallerKind;
  readonly input: unknown;
  /** Whether it was made to be taken. */
  readonly isMeant: boolean;
  /** What it names itself by, to be sent once more; null where it does not. */
  readonly key: string | null;
}

// Most often one and the same person, who finds what they made.
const whoCalls = ['user', 'user', 'user', 'user', 'user', 'admin', 'nobody', 'viewer', 'operator'] as const;

/** Calls of a procedure: by everybody, most often with what it asks for, and else with what it does not. */
export function callsOf({ input, idempotent }: AnyProcedure): Arbitrary<FuzzCall> {
  return fc
    .record({
      caller: fc.constantFrom<CallerKind>(...whoCalls),
      sent: input ? sentTo(input) : fc.constant({ input: undefined, isMeant: true }),
      key: idempotent ? fc.option(fc.uuid()) : fc.constant(null),
    })
    .map(({ sent, ...call }) => ({ ...call, ...sent }));
}

function sentTo(schema: z.ZodType) {
  const valid = inputArbitrary(describeSchema(schema, 'input', { place: '', problems: [] }));
  const as = (isMeant: boolean) => (input: unknown) => ({ input, isMeant });
  return fc.oneof(
    { arbitrary: valid.map(as(true)), weight: 6 },
    { arbitrary: spoilt(valid).map(as(false)), weight: 3 },
    { arbitrary: anyJson().map(as(false)), weight: 1 },
  );
}

/** The input of a call, as JSON carries it. */
export function inputOf(
  { input, isMeant }: FuzzCall,
  schema: z.ZodType | undefined,
  resolve: (input: unknown) => unknown,
): unknown {
  const text = JSON.stringify(resolve(input));
  const sent: unknown = text === undefined ? undefined : JSON.parse(text);
  return isMeant && schema ? withoutRefused(schema, sent) : sent;
}

/** Leaves out what a refinement refuses, of which no schema says what it takes: of most inputs that is optional. */
function withoutRefused(schema: z.ZodType, input: unknown): unknown {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).reduce((left, { path }) => without(left, path), input);
}

function without(value: unknown, [step, ...rest]: readonly PropertyKey[]): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter((_, index) => index !== step);
  const entries = Object.entries(value).filter(([name]) => name !== step || rest.length > 0);
  return Object.fromEntries(entries.map(([name, inner]) => [name, name === step ? without(inner, rest) : inner]));
}

import { z } from 'zod';
import type { Described } from '../../src/gate/describe.ts';
import { type AnyEvent, event } from '../../src/kernel/event.ts';
import { type AnyProcedure, mutation, query, subscription } from '../../src/kernel/procedure.ts';

/** A row of the table of rules that speaks of a procedure or an event, and a change that it speaks of. */
export interface ContractCase {
  readonly row: string;
  readonly before: Described;
  readonly after: Described;
  /** Everything that is said of it, a line each: verdict, rule, name, part and place, before and after. */
  readonly found: readonly string[];
}

const Input = z.object({ id: z.string() });
const Output = z.object({ id: z.string(), title: z.string() });

/** A contract of one query, `demo.call`, that is like any other but for what is said. */
export function queryWith(facts: Partial<AnyProcedure>): Described {
  return only({ ...query({ access: 'user', input: Input, output: Output }), ...facts });
}

/** The same of a mutation. */
export function mutationWith(facts: Partial<AnyProcedure>): Described {
  return only({ ...mutation({ access: 'user', input: Input, output: Output }), ...facts });
}

/** The same of a subscription. */
export function subscriptionWith(facts: Partial<AnyProcedure>): Described {
  return only({ ...subscription({ access: 'user', input: Input, output: Output }), ...facts });
}

function only(call: AnyProcedure): Described {
  return { contract: { demo: { call } }, events: {} };
}

/** A contract of one event, `demo.happened`. */
export function eventWith(facts: Partial<AnyEvent>): Described {
  const payload = z.object({ userId: z.string() });
  const happened = event({ name: 'demo.happened', topic: 'user:{userId}', access: 'user', payload });
  return { contract: {}, events: { happened: { ...happened, ...facts } } };
}

/** A contract of nothing. */
export const nothing: Described = { contract: {}, events: {} };

import type { AnyProcedure, ContractRecord, ProcedureContract, ProcedureTypes } from '@hybrid/contracts/kernel';
import { isProcedure } from '@hybrid/contracts/kernel';
import type { TrackedEnvelope } from '@trpc/server';
import type { ContextFor } from '../context.ts';
import type { CompiledProcedure } from './call.ts';
import { compile } from './compile.ts';

type MaybePromise<T> = T | Promise<T>;

/** The handler a procedure asks for: its context follows from `access`, its input and output from the schemas. */
export type Handler<P extends AnyProcedure> =
  P extends ProcedureContract<infer K, infer A, infer T extends ProcedureTypes>
    ? (
        ctx: ContextFor<A>,
        input: T['parsed'],
      ) => K extends 'subscription'
        ? AsyncIterable<TrackedEnvelope<T['returned']>, void, unknown>
        : MaybePromise<T['returned']>
    : never;

/** A handler for every procedure of a contract, nested as the contract is. */
export type Handlers<C> = {
  [K in keyof C]: C[K] extends AnyProcedure ? Handler<C[K]> : Handlers<C[K]>;
};

/** The compiled procedures of a contract, nested as the contract is. */
export interface CompiledRecord {
  readonly [name: string]: CompiledProcedure | CompiledRecord;
}

/** A contract's compiled procedures, marked with the contract they belong to. */
export interface Implementation<C> {
  readonly contract: C;
  readonly procedures: CompiledRecord;
}

/**
 * Joins a contract with its handlers.
 *
 * @throws Error at start for a missing or extra handler, for whoever got past the compiler.
 *
 * @example
 * implement(contract.sessions, { list: listSessions, end: endSession })
 */
export function implement<const C extends ContractRecord>(contract: C, handlers: Handlers<C>): Implementation<C> {
  return { contract, procedures: compileRecord(contract, handlers, []) };
}

interface HandlerTree {
  readonly [name: string]: unknown;
}

function compileRecord(record: ContractRecord, handlers: HandlerTree, parents: readonly string[]): CompiledRecord {
  const extra = Object.keys(handlers).find((name) => !Object.hasOwn(record, name));
  if (extra) throw new Error(`The handler ${[...parents, extra].join('.')} has no procedure in the contract.`);
  return Object.fromEntries(
    Object.entries(record).map(([name, node]) => [name, compileNode(node, handlers[name], [...parents, name])]),
  );
}

function compileNode(node: AnyProcedure | ContractRecord, handler: unknown, path: readonly string[]) {
  if (!isProcedure(node)) return compileRecord(node, { ...(typeof handler === 'object' && handler) }, path);
  if (typeof handler !== 'function') throw new Error(`The procedure ${path.join('.')} has no handler.`);
  // The compiler matched handler and procedure by `Handlers`; a tree walk cannot carry that per leaf.
  return compile(node, handler as Parameters<typeof compile>[1]);
}

import { mutation, query, subscription } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import type { GoneProcedure } from '../calls/live-releases.ts';
import { platformFailure } from '../failure.ts';
import type { CompiledProcedure } from './call.ts';
import { compile } from './compile.ts';
import type { CompiledRecord } from './implement.ts';

/**
 * Adds the procedures that clients of earlier releases may still call: those clients are told that they are too old, and
 * everybody else that there is nothing, as for any other name.
 */
export function withGone(procedures: CompiledRecord, gone: readonly GoneProcedure[]): CompiledRecord {
  return gone.reduce((record, procedure) => put(record, procedure.name.split('.'), procedure), procedures);
}

function put(record: CompiledRecord, [name = '', ...rest]: readonly string[], gone: GoneProcedure): CompiledRecord {
  const there = Object.hasOwn(record, name) ? record[name] : undefined;
  if (rest.length === 0) return there ? record : { ...record, [name]: compileGone(gone) };
  // What was a group is a procedure now: nothing can be below it any more.
  if (there && isCompiled(there)) return record;
  return { ...record, [name]: put(there ?? {}, rest, gone) };
}

function isCompiled(node: CompiledProcedure | CompiledRecord): node is CompiledProcedure {
  return typeof node['run'] === 'function';
}

function compileGone({ kind }: GoneProcedure): CompiledProcedure {
  return compile(noProcedures[kind], () => {
    throw platformFailure('NOT_FOUND');
  });
}

const nothing = { access: 'anonymous', output: z.null() } as const;
const noProcedures = { query: query(nothing), mutation: mutation(nothing), subscription: subscription(nothing) };

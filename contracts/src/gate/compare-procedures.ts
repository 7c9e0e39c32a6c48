import type { Access } from '../kernel/procedure.ts';
import { brief } from './brief.ts';
import { below, when } from './change.ts';
import { compareLimits } from './compare-limits.ts';
import { compareSchemas } from './compare-schemas.ts';
import { type Finding, fromRule, fromSchema, type Part } from './finding.ts';
import type { LockedProcedure } from './lock.ts';

/** Compares two descriptions of one procedure. */
export function compareProcedures(name: string, old: LockedProcedure, now: LockedProcedure): Finding[] {
  if (old.kind !== now.kind) return [fromRule(name, 'kind-changed', { before: old.kind, after: now.kind })];
  const both: Both = { name, old, now };
  return [
    ...compareAccess(name, 'procedure', { before: old.access, after: now.access }),
    ...compareInput(both),
    ...compareSchemas('output', old.output, now.output).map((change) => fromSchema(name, 'output', change)),
    ...compareErrors(both),
    ...compareHttp(both),
    ...compareLimits(name, old, now),
    ...compareFacts(both),
  ];
}

interface Both {
  readonly name: string;
  readonly old: LockedProcedure;
  readonly now: LockedProcedure;
}

const order: readonly Access[] = ['anonymous', 'public', 'user', 'viewer', 'operator', 'admin'];

/** Compares who may call, or listen. */
export function compareAccess(name: string, part: Part, told: { before: Access; after: Access }): Finding[] {
  const { before, after } = told;
  const steps = order.indexOf(after) - order.indexOf(before);
  if (steps === 0) return [];
  if (steps < 0) return [fromRule(name, 'access-loosened', { part, ...told })];
  // Both are open to everybody: what changes is that one knows who asks.
  const rule = before === 'anonymous' && after === 'public' ? 'caller-known' : 'access-tightened';
  return [fromRule(name, rule, { part, ...told })];
}

function compareInput({ name, old, now }: Both): Finding[] {
  if (!old.input || !now.input) return compareHavingInput(name, old, now);
  return [
    ...when(old.inputOptional && !now.inputOptional, () => fromRule(name, 'input-became-required')),
    ...when(!old.inputOptional && now.inputOptional, () => fromRule(name, 'input-became-optional')),
    ...compareSchemas('input', old.input, now.input).map((change) => fromSchema(name, 'input', change)),
  ];
}

function compareHavingInput(name: string, { input: old }: LockedProcedure, now: LockedProcedure): Finding[] {
  if (old) return [fromRule(name, 'input-removed', { before: brief(old) })];
  const rule = now.inputOptional ? 'optional-input-added' : 'input-added';
  return now.input ? [fromRule(name, rule, { after: brief(now.input) })] : [];
}

function compareErrors({ name, old, now }: Both): Finding[] {
  const [before, after] = [old.errors ?? {}, now.errors ?? {}];
  const gone = Object.keys(before).filter((error) => !Object.hasOwn(after, error));
  const fresh = Object.keys(after).filter((error) => !Object.hasOwn(before, error));
  return [
    ...gone.map((error) => fromRule(name, 'error-removed', { part: 'error', before: error, path: error })),
    ...fresh.map((error) => fromRule(name, 'error-added', { part: 'error', after: error, path: error })),
    ...Object.entries(before).flatMap(([error, declared]) =>
      compareError(name, error, { old: declared, now: after[error] }),
    ),
  ];
}

type LockedError = NonNullable<LockedProcedure['errors']>[string];

function compareError(
  name: string,
  error: string,
  { old, now }: { old: LockedError; now: LockedError | undefined },
): Finding[] {
  if (!now) return [];
  const told = { part: 'error', before: String(old.status), after: String(now.status), path: error } as const;
  const rule =
    Math.floor(old.status / 100) === Math.floor(now.status / 100) ? 'error-status-changed' : 'error-class-changed';
  return [
    ...when(old.status !== now.status, () => fromRule(name, rule, told)),
    ...compareErrorData(name, error, { old, now }),
  ];
}

function compareErrorData(
  name: string,
  error: string,
  { old, now }: { old: LockedError; now: LockedError },
): Finding[] {
  const { data: before } = old;
  const { data: after } = now;
  if (before && after) {
    return below(error, compareSchemas('output', before, after)).map((change) => fromSchema(name, 'error', change));
  }
  // Who knew of no data reads none.
  const told = {
    part: 'error',
    path: error,
    before: before ? brief(before) : null,
    after: after ? brief(after) : null,
  } as const;
  return when(before ?? after, () => fromRule(name, before ? 'error-data-removed' : 'error-data-added', told));
}

function compareHttp({ name, old: { http: old }, now: { http: now } }: Both): Finding[] {
  if (!old) return now ? [fromRule(name, 'http-added', { after: placeOf(now) })] : [];
  if (!now) return [fromRule(name, 'http-removed', { before: placeOf(old) })];
  const statuses = { before: String(old.status), after: String(now.status) };
  return [
    ...when(addressOf(old) !== addressOf(now), () =>
      fromRule(name, 'http-moved', { before: placeOf(old), after: placeOf(now) }),
    ),
    ...when(old.status !== now.status, () => fromRule(name, 'http-status-changed', statuses)),
  ];
}

type LockedHttp = NonNullable<LockedProcedure['http']>;

function placeOf({ method, path }: LockedHttp): string {
  return `${method} ${path}`;
}

/** What a parameter of the path is called, no caller sees: it stands for a field of the input, which is compared there. */
function addressOf({ method, path }: LockedHttp): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
}

function compareFacts({ name, old, now }: Both): Finding[] {
  const cursors = { before: old.cursor ?? 'none', after: now.cursor ?? 'none' };
  const summaries = { before: old.summary ?? null, after: now.summary ?? null };
  return [
    ...when(old.idempotent && !now.idempotent, () => fromRule(name, 'idempotent-removed')),
    ...when(!old.idempotent && now.idempotent, () => fromRule(name, 'idempotent-added')),
    ...compareCaching(name, old.cache, now.cache),
    ...when(old.cursor !== now.cursor, () => fromRule(name, 'cursor-changed', cursors)),
    ...compareDeprecation(name, old.deprecated, now.deprecated),
    ...when(old.summary !== now.summary, () => fromRule(name, 'summary-changed', summaries)),
  ];
}

type Caching = LockedProcedure['cache'];

function compareCaching(name: string, old: Caching, now: Caching): Finding[] {
  const told = { before: cachingWords(old), after: cachingWords(now) };
  return when(told.before !== told.after, () => fromRule(name, 'cache-changed', told));
}

function cachingWords(caching: Caching): string {
  if (!caching) return 'none';
  const { maxAge, staleWhileRevalidate = 0 } = caching;
  return staleWhileRevalidate === 0 ? `${maxAge} s` : `${maxAge} s, ${staleWhileRevalidate} s more while asking`;
}

type Deprecated = LockedProcedure['deprecated'];

function compareDeprecation(name: string, old: Deprecated, now: Deprecated): Finding[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  if (!now) return [fromRule(name, 'deprecated-removed')];
  const after = `until ${now.sunset}: ${now.instead}`;
  return [fromRule(name, old ? 'deprecated-changed' : 'deprecated-added', { after })];
}

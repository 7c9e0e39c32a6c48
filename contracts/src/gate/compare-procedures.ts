import type { Access } from '../kernel/procedure.ts';
import { parseRate, type Rate } from '../kernel/rate.ts';
import { brief } from './brief.ts';
import { below, when } from './change.ts';
import { compareSchemas } from './compare-schemas.ts';
import { type Finding, fromRule, fromSchema } from './finding.ts';
import type { LockedProcedure } from './lock.ts';

/** Compares two descriptions of one procedure. */
export function compareProcedures(name: string, old: LockedProcedure, now: LockedProcedure): Finding[] {
  if (old.kind !== now.kind) return [fromRule(name, 'kind-changed', { before: old.kind, after: now.kind })];
  const both: Both = { name, old, now };
  return [
    ...compareAccess(name, old.access, now.access),
    ...compareInput(both),
    ...compareSchemas('output', old.output, now.output).map((change) => fromSchema(name, 'output', change)),
    ...compareErrors(both),
    ...compareHttp(both),
    ...compareLimits(both),
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
export function compareAccess(name: string, before: Access, after: Access): Finding[] {
  const steps = order.indexOf(after) - order.indexOf(before);
  if (steps === 0) return [];
  const told = { before, after };
  if (steps < 0) return [fromRule(name, 'access-loosened', told)];
  // Both are open to everybody: what changes is that one knows who asks.
  return [fromRule(name, before === 'anonymous' && after === 'public' ? 'caller-known' : 'access-tightened', told)];
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
    ...gone.map((error) => fromRule(name, 'error-removed', { before: error, path: error })),
    ...fresh.map((error) => fromRule(name, 'error-added', { after: error, path: error })),
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
  const told = { before: String(old.status), after: String(now.status), path: error };
  const rule =
    Math.floor(old.status / 100) === Math.floor(now.status / 100) ? 'error-status-changed' : 'error-class-changed';
  // What carries no data carries null.
  const changes = compareSchemas('output', old.data ?? { type: 'null' }, now.data ?? { type: 'null' });
  return [
    ...when(old.status !== now.status, () => fromRule(name, rule, told)),
    ...below(error, changes).map((change) => fromSchema(name, 'error', change)),
  ];
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

function compareLimits({ name, old, now }: Both): Finding[] {
  const told = { before: old.limit?.rate ?? 'none', after: now.limit?.rate ?? 'none' };
  const bodies = { before: String(bodyBytesMaxOf(old)), after: String(bodyBytesMaxOf(now)) };
  const more = frequencyOf(now) / frequencyOf(old);
  const larger = bodyBytesMaxOf(now) - bodyBytesMaxOf(old);
  return [
    ...when(more < 1, () => fromRule(name, 'limit-lowered', told)),
    ...when(more > 1, () => fromRule(name, 'limit-raised', told)),
    ...when(larger < 0, () => fromRule(name, 'body-max-lowered', bodies)),
    ...when(larger > 0, () => fromRule(name, 'body-max-raised', bodies)),
  ];
}

/** What the platform reads of a body where the contract states no cap. */
const defaultBodyBytesMax = 1_048_576;

function bodyBytesMaxOf({ bodyBytesMax = defaultBodyBytesMax }: LockedProcedure): number {
  return bodyBytesMax;
}

/** Calls a second; two that are not limited are the same. */
function frequencyOf({ limit }: LockedProcedure): number {
  if (!limit) return Number.POSITIVE_INFINITY;
  const { calls, seconds } = parseRate(limit.rate as Rate);
  return calls / seconds;
}

function compareFacts({ name, old, now }: Both): Finding[] {
  const cursors = { before: old.cursor ?? 'none', after: now.cursor ?? 'none' };
  const summaries = { before: old.summary ?? null, after: now.summary ?? null };
  return [
    ...when(old.idempotent && !now.idempotent, () => fromRule(name, 'idempotent-removed')),
    ...when(!old.idempotent && now.idempotent, () => fromRule(name, 'idempotent-added')),
    ...when(old.cursor !== now.cursor, () => fromRule(name, 'cursor-changed', cursors)),
    ...compareDeprecation(name, old.deprecated, now.deprecated),
    ...when(old.summary !== now.summary, () => fromRule(name, 'summary-changed', summaries)),
  ];
}

type Deprecated = LockedProcedure['deprecated'];

function compareDeprecation(name: string, old: Deprecated, now: Deprecated): Finding[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  if (!now) return [fromRule(name, 'deprecated-removed')];
  const after = `until ${now.sunset}: ${now.instead}`;
  return [fromRule(name, old ? 'deprecated-changed' : 'deprecated-added', { after })];
}

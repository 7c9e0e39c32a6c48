import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** Counts the changes of the lock file's own form. A reader refuses what is newer than itself. */
export const lockFormat = 1;

const Schema = z.custom<JsonSchema>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const Access = z.enum(['anonymous', 'public', 'user', 'viewer', 'operator', 'admin']);

const LockedLimit = z.object({ rate: z.string(), bucket: z.string().optional() });
const LockedHttp = z.object({ method: z.string(), path: z.string(), status: z.number() });
const LockedCaching = z.object({ maxAge: z.number(), staleWhileRevalidate: z.number().optional() });
const LockedDeprecation = z.object({ since: z.string(), sunset: z.string(), instead: z.string() });
const LockedError = z.object({ status: z.number(), message: z.string().optional(), data: Schema.optional() });

/** One procedure, as the lock describes it. */
export const LockedProcedure = z.object({
  kind: z.enum(['query', 'mutation', 'subscription']),
  access: Access,
  summary: z.string().optional(),
  /** Left out where nothing is sent. */
  input: Schema.optional(),
  /** Whether the whole input may be left out. */
  inputOptional: z.literal(true).optional(),
  /** For a subscription, the data of one event. */
  output: Schema,
  errors: z.record(z.string(), LockedError).optional(),
  http: LockedHttp.optional(),
  limit: LockedLimit.optional(),
  idempotent: z.literal(true).optional(),
  cache: LockedCaching.optional(),
  bodyBytesMax: z.number().optional(),
  deprecated: LockedDeprecation.optional(),
  /** Of a subscription: what its events are named by, to resume after. */
  cursor: z.string().optional(),
});
export type LockedProcedure = z.infer<typeof LockedProcedure>;

/** One event, as the lock describes it. */
export const LockedEvent = z.object({
  topic: z.string(),
  access: Access,
  payload: Schema,
  /** Never stored, and so never told again. */
  ephemeral: z.literal(true).optional(),
});
export type LockedEvent = z.infer<typeof LockedEvent>;

/** A contract, written down: all that a client depends on, and nothing of how it is answered. */
export const Lock = z.object({
  format: z.literal(lockFormat),
  procedures: z.record(z.string(), LockedProcedure),
  events: z.record(z.string(), LockedEvent),
});
export type Lock = z.infer<typeof Lock>;

/** A lock together with the name that follows from what is in it. */
export const SealedLock = Lock.extend({
  /** The first 16 hex digits of SHA-256 over the lock, its keys sorted, without white space and without this field. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  /** Of a release, what it was called. */
  release: z.string().optional(),
});
export type SealedLock = z.infer<typeof SealedLock>;

/** Takes the SHA-256 of a text, in hex; handed in, because a contract runs where there is no Node. */
export type Sha256 = (text: string) => string;

/** Gives a lock its name. */
export function sealLock(lock: Lock, sha256: Sha256): SealedLock {
  const { format, procedures, events } = lock;
  const hash = sha256(canonical({ format, procedures, events })).slice(0, 16);
  return { format, hash, procedures, events };
}

/** JSON with sorted keys and without white space: the same text for the same lock, wherever it is written. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Why a text is no lock that can be used. */
export class UnusableLock extends Error {
  override readonly name = 'UnusableLock';
}

/**
 * Reads a lock.
 *
 * @throws UnusableLock for what is no JSON, no lock, of a newer form, or changed by hand.
 */
export function parseLock(text: string, sha256: Sha256): SealedLock {
  const { release, ...lock } = parseShape(parseJson(text));
  const { hash } = sealLock(lock, sha256);
  if (hash !== lock.hash) {
    throw new UnusableLock(`its hash says ${lock.hash}, and what is in it gives ${hash}: it was changed by hand`);
  }
  return release === undefined ? lock : { ...lock, release };
}

function parseShape(value: unknown): SealedLock {
  const format = isRecord(value) ? value['format'] : undefined;
  if (typeof format === 'number' && format > lockFormat) {
    throw new UnusableLock(
      `it is written in form ${format}, and this program reads forms up to ${lockFormat}: use the program of that release`,
    );
  }
  const parsed = SealedLock.safeParse(value);
  if (!parsed.success) throw new UnusableLock(`it is no lock of a contract (${firstProblem(parsed.error)})`);
  return parsed.data;
}

function firstProblem({ issues }: z.ZodError): string {
  const [issue] = issues;
  return `${issue?.path.map(String).join('.') || 'its whole'}: ${issue?.message ?? 'unreadable'}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableLock('it is no JSON');
  }
}

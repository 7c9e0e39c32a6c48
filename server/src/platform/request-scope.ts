import { AsyncLocalStorage } from 'node:async_hooks';

/** What the current code works for. */
export interface Scope {
  readonly requestId: string;
  /** The W3C traceparent that came with it; null where none did. */
  readonly trace: string | null;
  /** The job that runs, where one does. */
  readonly job: ScopedJob | null;
  /** Who made the request, as soon as that is known. */
  userId: string | null;
  /** Who acts as whom, where it was found out that somebody does. */
  acting?: Acting;
}

/** A member of staff who acts as somebody else: the ids of both. */
export interface Acting {
  readonly actorId: string;
  readonly asId: string;
}

/** Which job the current code belongs to. */
export interface ScopedJob {
  readonly id: string;
  readonly name: string;
  /** Takes a line that was logged meanwhile, as it was written. */
  keep(line: string): void;
}

// The one ambient value: a job that is enqueued, or an error that is formatted, deep inside a call must carry the id of
// the request it came from, where no context reaches.
const scope = new AsyncLocalStorage<Scope>();

/** Runs `work` as part of a request: its logs, jobs, events and errors carry the id. */
export function withRequestId<T>(requestId: string, work: () => T, trace: string | null = null): T {
  return scope.run({ requestId, trace, job: null, userId: null }, work);
}

/** Runs `work` as an attempt at a job, under the id and the trace of the request it comes from. */
export function withJob<T>(given: Scope, work: () => T): T {
  return scope.run(given, work);
}

/** The id of the request or job run that the current code works for, or null. */
export function currentRequestId(): string | null {
  return scope.getStore()?.requestId ?? null;
}

/** The trace that the current code is a part of, or null. */
export function currentTrace(): string | null {
  return scope.getStore()?.trace ?? null;
}

/** Says who acts as whom in the current request: its lines of the log carry both from here on, as do those of the jobs it enqueues. */
export function noteActing(acting: Acting): void {
  const current = scope.getStore();
  if (current) current.acting = acting;
}

/** Who acts as whom in the request that the current code works for, or null. */
export function currentActing(): Acting | null {
  return scope.getStore()?.acting ?? null;
}

/** Remembers who made the request that the current code works for: what it enqueues bears their id. */
export function rememberUser(userId: string): void {
  const current = scope.getStore();
  if (current) current.userId = userId;
}

/** Who made the request that the current code works for, or null. */
export function currentUserId(): string | null {
  return scope.getStore()?.userId ?? null;
}

/** The job that the current code belongs to, or null. */
export function currentJob(): ScopedJob | null {
  return scope.getStore()?.job ?? null;
}

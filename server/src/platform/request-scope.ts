import { AsyncLocalStorage } from 'node:async_hooks';

// The one ambient value: a job that is enqueued, or an error that is formatted, deep inside a call must carry the id of
// the request it came from, where no context reaches.
const scope = new AsyncLocalStorage<string>();

/** Runs `work` as part of a request: its logs, jobs, events and errors carry the id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return scope.run(requestId, work);
}

/** The id of the request or job run that the current code works for, or null. */
export function currentRequestId(): string | null {
  return scope.getStore() ?? null;
}

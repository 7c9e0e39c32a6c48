import { onlineManager } from '@tanstack/react-query';
import { createContext, use, useSyncExternalStore } from 'react';

const LIVE = '/_status/live';
const PATIENCE_MS = 5_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Whether the server can be reached from this page. */
export interface Connection {
  readonly subscribe: (listener: () => void) => () => void;
  readonly isOnline: () => boolean;
  /** Looks whether the server is there, because a call got no answer or the device says that something changed. */
  readonly verify: () => Promise<void>;
}

interface ConnectionOptions {
  /** Resolves where there is any answer at all: a server that is busy is not away. */
  readonly ping: () => Promise<unknown>;
  readonly random: () => number;
  /** Lets queries rest while nothing can be reached, and go on afterwards. */
  readonly tell: (isOnline: boolean) => void;
}

/**
 * Finds out by asking: `navigator.onLine` knows of a cable, not of a server behind it. While away it asks again, with
 * waits that double, and at once when the device says that it is back.
 */
export function createConnection({ ping, random, tell }: ConnectionOptions): Connection {
  const listeners = new Set<() => void>();
  let isOnline = true;
  let asking: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  function settle(next: boolean): void {
    clearTimeout(timer);
    failures = next ? 0 : failures + 1;
    if (!next) {
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));
      timer = setTimeout(() => void verify(), wait * (0.5 + random() / 2));
    }
    if (next === isOnline) return;
    isOnline = next;
    tell(next);
    for (const listener of listeners) listener();
  }
  async function verify(): Promise<void> {
    asking ??= ping()
      .then(
        () => settle(true),
        () => settle(false),
      )
      .finally(() => {
        asking = null;
      });
    await asking;
  }
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isOnline: () => isOnline,
    verify,
  };
}

/** The connection of a browser's page. */
export function browserConnection(): Connection {
  const connection = createConnection({
    ping: async () => fetch(LIVE, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) }),
    random: Math.random,
    tell: (isOnline) => onlineManager.setOnline(isOnline),
  });
  // The query client listens to the device by itself; from here on it is told what was found out.
  onlineManager.setEventListener(() => undefined);
  for (const change of ['online', 'offline']) addEventListener(change, () => void connection.verify());
  if (!navigator.onLine) void connection.verify();
  return connection;
}

export const ConnectionContext = createContext<Connection>(
  createConnection({ ping: async () => undefined, random: () => 0, tell: () => undefined }),
);

/** Whether the server can be reached, as far as is known. */
export function useIsOnline(): boolean {
  const { subscribe, isOnline } = use(ConnectionContext);
  return useSyncExternalStore(subscribe, isOnline);
}

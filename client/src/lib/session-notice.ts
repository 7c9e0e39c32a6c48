import { createContext, use, useSyncExternalStore } from 'react';

/** Remembers that the session ended by itself, until somebody signs in again or puts the message away. */
export interface SessionNotice {
  readonly subscribe: (listener: () => void) => () => void;
  readonly hasEnded: () => boolean;
  readonly set: (hasEnded: boolean) => void;
  /** From here on the end of the session is what the person asked for, and nothing to be told. */
  readonly leave: () => void;
}

export function createSessionNotice(): SessionNotice {
  const listeners = new Set<() => void>();
  let ended = false;
  let isLeaving = false;
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hasEnded: () => ended,
    set: (hasEnded) => {
      ended = hasEnded && !isLeaving;
      for (const listener of listeners) listener();
    },
    leave: () => {
      isLeaving = true;
    },
  };
}

export const SessionNoticeContext = createContext<SessionNotice>(createSessionNotice());

/** Whether to say that the session ended, and how to stop saying it. */
export function useSessionNotice(): { hasEnded: boolean; dismiss: () => void } {
  const notice = use(SessionNoticeContext);
  const hasEnded = useSyncExternalStore(notice.subscribe, notice.hasEnded);
  return { hasEnded, dismiss: () => notice.set(false) };
}

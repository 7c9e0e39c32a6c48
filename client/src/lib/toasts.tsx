import { createContext, use, useSyncExternalStore } from 'react';

/** A short notice of something whose place on the page is gone, or was taken back. */
export interface Toast {
  readonly sentence: string;
  /** Under which the server logged what went wrong. */
  readonly requestId?: string | null;
  /** Takes back what is told. */
  readonly undo?: () => void;
}

/** A notice that is on the page. */
export interface ShownToast extends Toast {
  readonly id: number;
}

/** The notices of the page, the newest last. */
export interface Toasts {
  readonly subscribe: (listener: () => void) => () => void;
  readonly shown: () => readonly ShownToast[];
  readonly show: (toast: Toast) => void;
  readonly dismiss: (id: number) => void;
}

/** More at a time nobody reads. */
const SHOWN_MAX = 3;

export function createToasts(): Toasts {
  const listeners = new Set<() => void>();
  let shown: readonly ShownToast[] = [];
  let id = 0;
  const replace = (next: readonly ShownToast[]): void => {
    shown = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => shown,
    show: (toast) => {
      id += 1;
      // What is said already is said anew rather than twice.
      const others = shown.filter(({ sentence }) => sentence !== toast.sentence);
      replace([...others, { ...toast, id }].slice(-SHOWN_MAX));
    },
    dismiss: (gone) => replace(shown.filter((toast) => toast.id !== gone)),
  };
}

export const ToastsContext = createContext<Toasts>(createToasts());

/** Where notices are shown and put away. */
export function useToasts(): Toasts {
  return use(ToastsContext);
}

/** The notices that are on the page. */
export function useShownToasts(): readonly ShownToast[] {
  const { subscribe, shown } = use(ToastsContext);
  return useSyncExternalStore(subscribe, shown);
}

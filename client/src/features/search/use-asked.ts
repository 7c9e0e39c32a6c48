import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';

const PAUSE_MS = 180;

/** What is searched for. All of it stands in the address. */
export interface Asked {
  readonly q: string;
  readonly tag: string | undefined;
  readonly author: string | undefined;
}

/** What is searched for, and how to change it. */
export interface Asking extends Asked {
  /** What stands in the field, which the address follows after a short pause. */
  readonly typed: string;
  type(text: string): void;
  /** Searches for what stands in the field at once. */
  submit(): void;
  /** Says that the field is left: the address has to hold all of it before a result is followed, so that going back finds it. */
  leave(): void;
  /** The address of the same search with other filters; null takes one away. */
  to(filters: { tag?: string | null; author?: string | null }): string;
}

/**
 * Keeps the field and the address of a search together.
 *
 * @remarks
 * Typing replaces the address, so that going back leaves the search as a whole; a filter is a step of its own.
 */
export function useAsked(): Asking {
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const [typed, setTyped] = useState(q);
  const written = useRef(q);
  function write(text: string): void {
    written.current = text;
    setParams((before) => withParam(before, 'q', text), { replace: true, preventScrollReset: true });
  }
  useEffect(() => {
    // Somebody went back or followed a link: the field says what the page shows.
    if (q !== written.current) {
      written.current = q;
      setTyped(q);
    }
  }, [q]);
  useEffect(() => {
    if (typed.trim() === written.current) return undefined;
    const timer = setTimeout(() => write(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return {
    q,
    tag: params.get('tag') ?? undefined,
    author: params.get('author') ?? undefined,
    typed,
    type: setTyped,
    submit: () => write(typed.trim()),
    leave: () => {
      if (typed.trim() !== written.current) write(typed.trim());
    },
    to: (filters) => {
      const other = Object.entries(filters).reduce((known, [name, value]) => withParam(known, name, value), params);
      return `/search?${other}`;
    },
  };
}

/** Another search begins on its first page. */
function withParam(params: URLSearchParams, name: string, value: string | null): URLSearchParams {
  const other = new URLSearchParams(params);
  other.delete('page');
  if (value === null || value === '') other.delete(name);
  else other.set(name, value);
  return other;
}

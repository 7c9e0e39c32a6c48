import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Gives the focus back to what something was opened by, or to what stands in its place, once that closes. */
export function useReturnFocus<E extends HTMLElement>(isOpen: boolean): RefObject<E | null> {
  const opener = useRef<E>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}

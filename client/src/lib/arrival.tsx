import { createContext, use, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';

/** Keeps count of the addresses that were shown, and of those whose heading was announced. */
interface Arrivals {
  show(address: string): void;
  /** Whether the heading that is there now is the first one of this address, and whether it came later than the page. */
  announce(address: string): { isNew: boolean; isLate: boolean };
}

const ArrivalsContext = createContext<Arrivals | null>(null);

/** Lets headings below tell a navigation from the first page: a page that was just opened keeps the browser's focus. */
export function ArrivalDesk({ children }: { children: ReactNode }): ReactNode {
  const here = useHere();
  const [arrivals] = useState(() => createArrivals(here));
  // Effects of children run first: a heading that finds another address here arrived together with the navigation.
  useEffect(() => arrivals.show(here), [arrivals, here]);
  return <ArrivalsContext value={arrivals}>{children}</ArrivalsContext>;
}

/**
 * The main heading of a page. Takes the focus after a navigation, so that a screen reader says where one has arrived and
 * the keyboard goes on from there; a heading that comes late leaves the focus where the person has taken it meanwhile.
 */
export function PageHeading({ className, children }: { className?: string; children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const arrivals = use(ArrivalsContext);
  const here = useHere();
  useEffect(() => {
    const arrival = arrivals?.announce(here);
    if (!arrival?.isNew) return;
    if (arrival.isLate && document.activeElement?.closest('main, header')) return;
    heading.current?.focus({ preventScroll: true });
  }, [here, arrivals]);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}

function createArrivals(first: string): Arrivals {
  let shown = first;
  let announced = first;
  return {
    show(address) {
      shown = address;
    },
    announce(address) {
      const isNew = announced !== address;
      announced = address;
      return { isNew, isLate: shown === address };
    },
  };
}

function useHere(): string {
  const { pathname, search } = useLocation();
  return pathname + search;
}

import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

// The server writes a head into the page that was asked for, each tag marked with `data-head`: for crawlers and previews
// of a link. It is that page's and no other's.

/** Takes away the title that came with the page, as soon as there is one of the page's own. */
export function dropServedTitle(): void {
  for (const title of document.head.querySelectorAll('title[data-head]')) title.remove();
}

/** Takes away the head that came with the page once another page is shown: a browser shares the canonical address it finds. */
export function useServedHead(): void {
  const { pathname } = useLocation();
  const served = useRef(pathname);
  useEffect(() => {
    if (pathname === served.current) return;
    for (const tag of document.head.querySelectorAll('[data-head]')) tag.remove();
  }, [pathname]);
}

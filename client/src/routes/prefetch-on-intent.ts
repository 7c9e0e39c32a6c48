import { matchRoutes } from 'react-router';
import type { RouteObject } from 'react-router';

/**
 * Loads the program of a page as soon as somebody points at a link to it, or reaches it with the keyboard.
 *
 * @returns stops doing so.
 */
export function prefetchOnIntent(root: Document, routes: RouteObject[]): () => void {
  const begun = new Set<unknown>();
  const onIntent = ({ target }: Event): void => {
    const path = ownPath(target);
    for (const { route } of path === null ? [] : (matchRoutes(routes, path) ?? [])) {
      if (typeof route.lazy !== 'function' || begun.has(route.lazy)) continue;
      begun.add(route.lazy);
      // What fails here is asked for again, and said, when the link is followed.
      route.lazy().catch(() => begun.delete(route.lazy));
    }
  };
  const intents = ['pointerover', 'focusin'] as const;
  for (const intent of intents) root.addEventListener(intent, onIntent, { passive: true });
  return () => {
    for (const intent of intents) root.removeEventListener(intent, onIntent);
  };
}

/** Where a link of our own leads that stands at this place, or nowhere. */
function ownPath(place: EventTarget | null): string | null {
  const link = place instanceof Element ? place.closest('a') : null;
  return link?.origin === location.origin && link.download === '' ? link.pathname : null;
}

import { useEffect } from 'react';
import stylesheet from '../styles/fonts.css?url';

/** `src/before-paint.js` reads it, and asks for the faces at once where they are in the cache. */
const KEY = 'conduit:faces';
const PATIENCE_MS = 1_000;

/**
 * Asks for the faces once there is something to read in their stand-ins, which have their measures.
 *
 * @remarks
 * On a first visit 230 KB of type would share the line with the program that draws the words: at the speed of a slow phone
 * the first headline came 0.8 s later.
 */
export function useFaces(): void {
  useEffect(() => {
    if (document.querySelector(`link[href="${stylesheet}"]`) !== null) return;
    // Safari does not know when it is idle.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(askForFaces, { timeout: PATIENCE_MS });
    else setTimeout(askForFaces, PATIENCE_MS / 4);
  }, []);
}

function askForFaces(): void {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: stylesheet });
  link.addEventListener('load', () => void document.fonts.ready.then(remember));
  document.head.append(link);
}

function remember(): void {
  try {
    localStorage.setItem(KEY, stylesheet);
  } catch {
    // Storage can be switched off: then each visit is a first one.
  }
}

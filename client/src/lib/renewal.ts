import { reloadOnce } from './reload-once.ts';

const KEY = 'conduit:renewed';
/** What a page shows first may come later than the page itself. */
const PATIENCE_MS = 8_000;

/** Where somebody was on the page that was renewed. */
interface Place {
  readonly scrollY: number;
  /** The name of the field that was being written in, or of the form that was sent. */
  readonly field: string | null;
}

/**
 * Loads the newer release, once: what is being written is kept as it is typed, and found again at the same place.
 *
 * @returns whether the page is being loaded.
 */
export function renewOnce(reload?: () => void): boolean {
  const isLoading = reloadOnce(reload);
  if (isLoading) sessionStorage.setItem(KEY, JSON.stringify(placeOf(document)));
  return isLoading;
}

/** Whether this page was loaded in the place of an older one, and where somebody was on that; asked for once. */
export function takeRenewal(): Place | null {
  try {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    // Only we write there.
    return kept === null ? null : (JSON.parse(kept) as Place);
  } catch {
    return null;
  }
}

/** Leads back to a place as soon as the page is long enough for it, unless somebody goes elsewhere meanwhile. */
export function returnTo({ scrollY, field }: Place): void {
  const ending = new AbortController();
  const { signal } = ending;
  const look = new ResizeObserver(() => {
    const target = field === null ? null : fieldNamed(field);
    const isThere =
      document.documentElement.scrollHeight - innerHeight >= scrollY && (field === null || target !== null);
    if (!isThere) return;
    ending.abort();
    scrollTo({ top: scrollY, behavior: 'instant' });
    target?.focus({ preventScroll: true });
  });
  signal.addEventListener('abort', () => look.disconnect());
  for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    addEventListener(act, () => ending.abort(), { signal, passive: true });
  }
  setTimeout(() => ending.abort(), PATIENCE_MS);
  look.observe(document.documentElement);
}

function fieldNamed(name: string): HTMLElement | null {
  const fields = [...document.querySelectorAll<HTMLElement>('form [name]')];
  return fields.find((field) => field.getAttribute('name') === name) ?? null;
}

function placeOf({ activeElement }: Document): Place {
  const form = activeElement?.closest('form');
  const own = activeElement?.getAttribute('name') ?? null;
  return { scrollY, field: own ?? form?.querySelector('textarea[name], input[name]')?.getAttribute('name') ?? null };
}

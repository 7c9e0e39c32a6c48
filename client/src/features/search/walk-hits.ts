import type { KeyboardEvent } from 'react';
import { SEARCH_FIELD_ID } from './use-search-key.ts';

/** Marks the links that the arrow keys lead through. */
export const hitMark = { 'data-hit': '' } as const;

/**
 * Leads the focus through the results of a search: down and up with the arrows, back to the field with Escape.
 *
 * @remarks
 * The focus itself moves, so that Enter follows a link as anywhere, and a screen reader says where one is.
 */
export function walkHits(event: KeyboardEvent<HTMLElement>): void {
  if (event.defaultPrevented || isShortcut(event)) return;
  const field = document.querySelector<HTMLElement>(`#${SEARCH_FIELD_ID}`);
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hit]')];
  const at = links.findIndex((link) => link === document.activeElement);
  const target = targetOf(event.key, { field, links, at });
  if (!target || (at === -1 && document.activeElement !== field)) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}

function isShortcut({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey;
}

interface Stops {
  readonly field: HTMLElement | null;
  readonly links: readonly HTMLElement[];
  readonly at: number;
}

function targetOf(key: string, { field, links, at }: Stops): HTMLElement | null | undefined {
  switch (key) {
    case 'ArrowDown':
      return links[at + 1];
    case 'ArrowUp':
      return at === 0 ? field : links[at - 1];
    case 'Escape':
      return at === -1 ? null : field;
    default:
      return null;
  }
}

import type { Context } from '../context.ts';
import type { StaffRole } from './section.ts';

/** Finds things of one kind by what somebody types into the search of the admin. */
export interface Finder {
  /** What it finds, in the plural: `Users`. */
  readonly kind: string;
  /** The least role that it finds anything for. */
  readonly access: StaffRole;
  /**
   * Finds what fits a text best, the best first, no more than `foundMax`.
   *
   * @param text what was typed, without blanks around it and never empty.
   */
  find(ctx: Context, text: string): Promise<readonly Found[]> | readonly Found[];
}

/** Something that was found. */
export interface Found {
  readonly title: string;
  /** What tells it from others of the same title. */
  readonly note?: string;
  readonly href: string;
}

/** So many of each kind are shown. */
export const foundMax = 6;

/** Chooses of names those in which a text occurs, whatever its case: first those that begin with it, then as they come. */
export function fitting<T>(all: readonly T[], nameOf: (one: T) => string, text: string): T[] {
  const wanted = text.toLowerCase();
  const found = all
    .map((one) => ({ one, at: nameOf(one).toLowerCase().indexOf(wanted) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => Number(one.at > 0) - Number(other.at > 0));
  return found.slice(0, foundMax).map(({ one }) => one);
}

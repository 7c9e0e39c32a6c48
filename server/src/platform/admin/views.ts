import { join } from 'node:path';
import { Eta } from 'eta';
import type { Role } from '../access.ts';
import { clip } from '../clip.ts';
import { ago, chartSign, clock, count, countUpTo, exact, markTag, question, timeTag } from './phrases.ts';
import type { Notice } from './section.ts';

/** A section in the rail. */
interface RailLink {
  readonly href: string;
  readonly title: string;
  readonly isCurrent: boolean;
}

/** What stands around every page. */
export interface Frame {
  readonly title: string;
  /** The address of the page itself. */
  readonly path: string;
  /** Who is signed in, where it is somebody who enters here. */
  readonly staff: { readonly id: string; readonly username: string; readonly role: Role } | null;
  /** The links to the sections, below their headings. */
  readonly rail: readonly { readonly heading: string | null; readonly links: readonly RailLink[] }[];
  readonly theme: 'light' | 'dark' | 'system';
  readonly assets: Readonly<Record<string, string>>;
  readonly notice: Notice | null;
  readonly now: Date;
}

/** Draws templates. */
export interface Views {
  /** Draws a page with its frame. */
  page(template: string, data: object, frame: Frame): string;
  /** Draws a part of a page. */
  part(template: string, data: object, now: Date): string;
}

/** Makes the templates below `admin-views` ready to be drawn; what they are given is escaped. */
export function createViews(root: string): Views {
  // The bundle's templates never change; from source each is read anew, so that an edit is seen.
  const cache = !import.meta.url.endsWith('.ts');
  const eta = new Eta({ views: join(root, 'admin-views'), cache, autoEscape: true });
  return {
    page: (template, data, frame) => eta.render(`/${template}`, { ...data, ...words(frame.now), frame }),
    part: (template, data, now) => eta.render(`/${template}`, { ...data, ...words(now) }),
  };
}

/** The words of a template: `time`, `mark` and `chartSign` return HTML made of an instant or a closed set, the others text. */
function words(now: Date) {
  return {
    count,
    countUpTo,
    question,
    exact,
    clock,
    clip,
    ago: (at: Date) => ago(at, now),
    time: (at: Date) => timeTag(at, now),
    mark: markTag,
    chartSign,
  };
}

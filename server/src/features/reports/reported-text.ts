import { z } from 'zod';
import { changesOf, type FieldChange } from '../../platform/admin/audit-changes.ts';

/** Of a body so much is kept, and compared. */
const bodyMax = 20_000;

const ReportedText = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  body: z.string(),
  /** Null where it had none; missing where it was not kept, as with this and the tags in the first reports. */
  image: z.string().nullable().optional(),
  /** In the order of the author. */
  tags: z.string().nullable().optional(),
});

/** All of an article or a comment as it reads, up to a length. */
export type ReportedText = z.infer<typeof ReportedText>;

/** What of an article is read to keep or to compare it. */
export const articleTextSelect = {
  title: true,
  description: true,
  body: true,
  image: true,
  tags: { select: { tag: true }, orderBy: { position: 'asc' } },
} as const;

interface ArticleText {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly image: string | null;
  readonly tags: readonly { readonly tag: string }[];
}

/** What of an article is kept with a report of it. */
export function textOfArticle({ title, description, body, image, tags }: ArticleText): ReportedText {
  return { title, description, body: cut(body), image, tags: tags.map(({ tag }) => tag).join(', ') || null };
}

/** What of a comment is kept with a report of it. */
export function textOfComment({ body }: Pick<ReportedText, 'body'>): ReportedText {
  return { body: cut(body) };
}

/** What was reported beside what stands there now. */
export interface Comparison {
  readonly changes: readonly FieldChange[];
  /** How much of a body that goes on was compared; null where all of it was. */
  readonly comparedUpTo: number | null;
}

/** Compares what was kept with a report with what stands there now; null where nothing was kept. */
export function compareWith(reported: unknown, now: ReportedText): Comparison | null {
  const was = ReportedText.safeParse(reported).data;
  if (!was) return null;
  // What was not kept cannot be told from what was not there.
  const kept = Object.fromEntries(Object.entries(now).filter(([field]) => Object.hasOwn(was, field)));
  const isCut = [was, now].some(({ body }) => body.length === bodyMax);
  return { changes: changesOf(was, kept), comparedUpTo: isCut ? bodyMax : null };
}

/** A pair that is cut apart would be no text any more, and jsonb takes none. */
function cut(body: string): string {
  return body.slice(0, bodyMax).toWellFormed();
}

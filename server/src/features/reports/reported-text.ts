import { z } from 'zod';
import { changesOf, type FieldChange } from '../../platform/admin/audit-changes.ts';

/** Of a body so much is kept, and compared. */
const bodyMax = 20_000;

const ReportedText = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  body: z.string(),
});

/** All of an article or a comment as it reads, up to a length. */
export type ReportedText = z.infer<typeof ReportedText>;

/** What of an article is kept with a report of it. */
export function textOfArticle({ title, description, body }: Required<ReportedText>): ReportedText {
  return { title, description, body: cut(body) };
}

/** What of a comment is kept with a report of it. */
export function textOfComment({ body }: Pick<ReportedText, 'body'>): ReportedText {
  return { body: cut(body) };
}

/** What was changed since the report; null where that cannot be said, as its text was not kept, or not all of it. */
export function changesSince(reported: unknown, now: ReportedText): FieldChange[] | null {
  const was = ReportedText.safeParse(reported).data;
  if (!was) return null;
  const changes = changesOf(was, now);
  return changes.length === 0 && was.body.length === bodyMax ? null : changes;
}

/** A pair that is cut apart would be no text any more, and jsonb takes none. */
function cut(body: string): string {
  return body.slice(0, bodyMax).toWellFormed();
}

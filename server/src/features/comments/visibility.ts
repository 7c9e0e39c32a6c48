import { Prisma } from '@hybrid/prisma';

/** What everybody is shown: a comment that moderators hide is its author's alone. */
export const shownComments = { hiddenAt: null } satisfies Prisma.CommentWhereInput;

/** Whether `reader` is shown `comment AS c`. */
export function isShownTo(reader: { readonly id: string } | null): Prisma.Sql {
  return reader ? Prisma.sql`(c.hidden_at IS NULL OR c.author_id = ${reader.id})` : Prisma.sql`c.hidden_at IS NULL`;
}

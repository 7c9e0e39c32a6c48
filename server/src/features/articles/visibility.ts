import { Prisma } from '@hybrid/prisma';

/** Whoever asks; null where nobody is signed in. */
export type Reader = { readonly id: string } | null;

/**
 * What every list, feed and count is confined to: an unpublished article is in none of them, not even in its author's.
 *
 * @remarks
 * What moderators hide is unpublished as well, as a check of the table says: nothing else has to ask for `hiddenAt` to keep it from
 * readers. Only what would publish an article has to, as that is no longer its author's to decide.
 */
export const listed = { unpublishedAt: null } satisfies Prisma.ArticleWhereInput;

/** The same as SQL, of `article AS a`. */
export const isListed: Prisma.Sql = Prisma.sql`a.unpublished_at IS NULL`;

/** Whether `reader` may see `article AS a` by its address: an unpublished one is its author's alone. */
export function isVisibleTo(reader: Reader): Prisma.Sql {
  return reader ? Prisma.sql`(a.unpublished_at IS NULL OR a.author_id = ${reader.id})` : isListed;
}

import { SearchText } from '../../platform/admin/fields.ts';
import { likeText } from '../../platform/admin/fields.ts';
import type { PageOf, Rows } from '../../platform/admin/keyset.ts';
import type { Listing } from '../../platform/admin/listing.ts';
import { Prisma, readRows } from '@hybrid/prisma';
import type { Db } from '@hybrid/prisma';

/** A tag in use, as staff see it. */
export interface TagRow {
  readonly name: string;
  readonly articles: number;
}

const countMax = 10_000;

/** The tags in use, the most used first. */
export const tagsListing: Listing<string, TagRow> = {
  name: 'tags',
  ids: 'text',
  filterOf: ({ query }) => SearchText.parse(query['q'] ?? '').toLowerCase(),
  read: ({ db }, text, page) => readTags(db, text, page),
  count: ({ db }, text) => db.tag.count({ where: { name: { contains: likeText(text) } }, take: countMax + 1 }),
  countMax,
  columns: { tag: ({ name }) => name, articles: ({ articles }) => articles },
};

async function readTags(db: Db, text: string, { cursor, isBackwards, size }: PageOf): Promise<Rows<TagRow>> {
  // A cursor holds an instant: the count is written as one.
  const at = cursor && { articles: cursor.at.getTime(), name: String(cursor.id) };
  const beyond = isBackwards
    ? Prisma.sql`(articles_count > ${at?.articles} OR (articles_count = ${at?.articles} AND name < ${at?.name}))`
    : Prisma.sql`(articles_count < ${at?.articles} OR (articles_count = ${at?.articles} AND name > ${at?.name}))`;
  const order = isBackwards ? Prisma.sql`articles_count ASC, name DESC` : Prisma.sql`articles_count DESC, name ASC`;
  const read = await readRows<TagRow>(
    db,
    Prisma.sql`
    SELECT name, articles_count AS articles FROM tag
    WHERE name LIKE ${`%${likeText(text)}%`} AND ${at ? beyond : Prisma.sql`true`}
    ORDER BY ${order} LIMIT ${size + 1}`,
  );
  const shown = read.slice(0, size);
  const rows = isBackwards ? shown.toReversed() : shown;
  const place = (row: TagRow | undefined) => (row ? `${row.articles}.${row.name}` : null);
  const hasMore = read.length > size;
  return {
    rows,
    older: isBackwards || hasMore ? place(rows.at(-1)) : null,
    newer: (isBackwards ? hasMore : cursor !== null) ? place(rows[0]) : null,
  };
}

import { type Db, Prisma, readRows } from '@hybrid/prisma';
import { likeText, SearchText } from '../../platform/admin/fields.ts';
import { type PageOf, type Rows, rowsOf } from '../../platform/admin/keyset.ts';
import type { Listing } from '../../platform/admin/listing.ts';

/** A tag in use, as staff see it. */
export interface TagRow {
  /** Its name. */
  readonly id: string;
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
  columns: { tag: ({ id }) => id, articles: ({ articles }) => articles },
};

async function readTags(db: Db, text: string, page: PageOf): Promise<Rows<TagRow>> {
  const order = page.isBackwards
    ? Prisma.sql`articles_count ASC, name DESC`
    : Prisma.sql`articles_count DESC, name ASC`;
  const read = await readRows<TagRow>(
    db,
    Prisma.sql`
    SELECT name AS id, articles_count AS articles FROM tag
    WHERE name LIKE ${`%${likeText(text)}%`} AND ${beyond(page)}
    ORDER BY ${order} LIMIT ${page.size + 1}`,
  );
  // A cursor holds an instant: the count is written as one.
  return rowsOf(page, read, ({ articles }) => new Date(articles));
}

function beyond({ cursor, isBackwards }: PageOf): Prisma.Sql {
  if (cursor === null) return Prisma.sql`true`;
  const articles = cursor.at.getTime();
  const name = String(cursor.id);
  return isBackwards
    ? Prisma.sql`(articles_count > ${articles} OR (articles_count = ${articles} AND name < ${name}))`
    : Prisma.sql`(articles_count < ${articles} OR (articles_count = ${articles} AND name > ${name}))`;
}

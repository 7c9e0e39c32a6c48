import { Prisma } from '@hybrid/prisma';
import { tagMeant } from './move-tag.ts';
import { isListed } from './visibility.ts';

/** What a list of articles may be confined to. */
export interface Filters {
  tag?: string;
  author?: string;
  favoritedBy?: string;
}

/** How to read the ids of what matches. */
interface Matching {
  /** FROM and WHERE. */
  from: Prisma.Sql;
  /** The article's date and id, of which an index has the order. */
  date: Prisma.Sql;
  id: Prisma.Sql;
  /** Selects how many there are. */
  total: Prisma.Sql;
}

/**
 * Says how to read the articles that match.
 *
 * @remarks
 * One filter alone is answered by an index in the order of the list, and its total by a counter. Filters that combine are
 * left to Postgres, which counts what it finds.
 */
export function matching({ tag, author, favoritedBy }: Filters): Matching {
  const given = [
    tag !== undefined && withTag(tag.toLowerCase()),
    author !== undefined && byAuthor(author),
    favoritedBy !== undefined && favoritesOf(favoritedBy),
  ].filter((filter) => filter !== false);
  if (given.length === 0) return everything;
  const [only] = given;
  return only && given.length === 1 ? only : all(given.map(({ condition }) => condition));
}

interface Filter extends Matching {
  /** The same as a condition on `article AS a`. */
  condition: Prisma.Sql;
}

const articleOrder = { date: Prisma.sql`a.created_at`, id: Prisma.sql`a.id` };

const everything: Matching = {
  ...articleOrder,
  from: Prisma.sql`FROM article a WHERE ${isListed}`,
  total: Prisma.sql`SELECT value FROM total WHERE name = 'articles'`,
};

function withTag(name: string): Filter {
  const tag = tagMeant(name);
  return {
    from: Prisma.sql`FROM article_tag t WHERE t.tag = ${tag} AND t.listed_at IS NOT NULL`,
    date: Prisma.sql`t.listed_at`,
    id: Prisma.sql`t.article_id`,
    total: Prisma.sql`SELECT coalesce((SELECT articles_count FROM tag WHERE name = ${tag}), 0)`,
    condition: Prisma.sql`EXISTS (SELECT FROM article_tag t WHERE t.article_id = a.id AND t.tag = ${tag})`,
  };
}

function byAuthor(name: string): Filter {
  const condition = Prisma.sql`a.author_id = ${idOf(name)}`;
  return {
    ...articleOrder,
    from: Prisma.sql`FROM article a WHERE ${condition} AND ${isListed}`,
    total: Prisma.sql`SELECT coalesce((SELECT articles_count FROM "user" WHERE ${isCalled(name)}), 0)`,
    condition,
  };
}

function favoritesOf(name: string): Filter {
  const person = idOf(name);
  const from = Prisma.sql`FROM favorite f WHERE f.user_id = ${person} AND f.listed_at IS NOT NULL`;
  return {
    from,
    date: Prisma.sql`f.listed_at`,
    id: Prisma.sql`f.article_id`,
    // Counted, in the index alone: one person marks hundreds, not hundreds of thousands.
    total: Prisma.sql`SELECT count(*) ${from}`,
    condition: Prisma.sql`EXISTS (SELECT FROM favorite f WHERE f.article_id = a.id AND f.user_id = ${person})`,
  };
}

function all(conditions: Prisma.Sql[]): Matching {
  const from = Prisma.sql`FROM article a WHERE ${isListed} AND ${Prisma.join(conditions, ' AND ')}`;
  return { ...articleOrder, from, total: Prisma.sql`SELECT count(*) ${from}` };
}

/** The id of whoever has a name, in any case; null, which nothing equals, where nobody is called that. */
function idOf(name: string): Prisma.Sql {
  return Prisma.sql`(SELECT id FROM "user" WHERE ${isCalled(name)})`;
}

function isCalled(name: string): Prisma.Sql {
  return Prisma.sql`lower(username) = lower(${name}::text)`;
}

import type { Tx } from '../database.ts';
import { chooseFavorites, chooseFollows } from './affections.ts';
import { people } from './people.ts';
import type { SeedArticle } from './read-articles.ts';
import { remarks } from './remarks.ts';
import { reader, visitors } from './visitors.ts';

const dayMs = 86_400_000;
const hoursPerDay = 24;

export const everybody = [...people, ...visitors];

export interface Garden {
  tx: Tx;
  now: Date;
  /** Ids of the seeded people, by username. */
  ids: ReadonlyMap<string, string>;
  articles: SeedArticle[];
}

/** Writes what the seeded people follow, publish, like and say. */
export async function plant(garden: Garden): Promise<void> {
  const { tx, now, ids } = garden;
  const follows = chooseFollows(
    everybody,
    people.map(({ username }) => username),
  );
  await tx.follow.createMany({
    skipDuplicates: true,
    data: follows.map(({ follower, followed, daysAgo }) => ({
      followerId: idOf(ids, follower),
      followedId: idOf(ids, followed),
      createdAt: before(now, daysAgo),
    })),
  });
  const planted = await plantArticles(garden);
  await plantFavorites(garden, planted);
  await plantRemarks(garden, planted);
  const followedByReader = new Set(
    follows.flatMap(({ follower, followed }) => (follower === reader ? [followed] : [])),
  );
  await plantNotifications(garden, { planted, followedByReader });
}

/** Returns the ids by slug of the articles it wrote; a slug somebody took before is left to them. */
async function plantArticles({ tx, now, ids, articles }: Garden): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.article.createManyAndReturn({
    skipDuplicates: true,
    select: { id: true, slug: true },
    data: articles.map((article) => ({
      slug: article.slug,
      title: article.title,
      description: article.description,
      body: article.body,
      authorId: idOf(ids, article.author),
      createdAt: before(now, article.daysAgo),
      updatedAt: before(now, article.daysAgo),
    })),
  });
  const planted = new Map(rows.map(({ slug, id }) => [slug, id]));
  await tx.articleTag.createMany({
    data: articles.flatMap(({ slug, tags }) => {
      const articleId = planted.get(slug);
      return articleId === undefined ? [] : tags.map((tag, position) => ({ articleId, tag, position }));
    }),
  });
  return planted;
}

async function plantFavorites({ tx, now, ids, articles }: Garden, planted: ReadonlyMap<string, string>): Promise<void> {
  await tx.favorite.createMany({
    data: articles.flatMap((article) => {
      const articleId = planted.get(article.slug);
      if (articleId === undefined) return [];
      return chooseFavorites(article, everybody).map(({ username, daysAgo }) => ({
        articleId,
        userId: idOf(ids, username),
        createdAt: before(now, daysAgo),
      }));
    }),
  });
}

async function plantRemarks({ tx, now, ids, articles }: Garden, planted: ReadonlyMap<string, string>): Promise<void> {
  const ages = new Map(articles.map(({ slug, daysAgo }) => [slug, daysAgo]));
  const dated = remarks.map(({ article, author, hoursAfter, body }) => {
    const age = ages.get(article);
    if (age === undefined) throw new Error(`Seed remark by ${author}: there is no article ${article}.`);
    const daysAgo = age - hoursAfter / hoursPerDay;
    if (daysAgo < 0)
      throw new Error(`Seed remark by ${author} on ${article}: ${hoursAfter} hours after is yet to come.`);
    return { article, authorId: idOf(ids, author), body, createdAt: before(now, daysAgo) };
  });
  await tx.comment.createMany({
    // In the order of time, since a comment's id grows with it.
    data: dated
      .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
      .flatMap(({ article, ...remark }) => {
        const articleId = planted.get(article);
        return articleId === undefined ? [] : { ...remark, articleId, updatedAt: remark.createdAt };
      }),
  });
}

const unreadCount = 4;

/** The reader finds the latest pieces of those they follow behind the bell. */
async function plantNotifications(
  { tx, now, ids, articles }: Garden,
  { planted, followedByReader }: { planted: ReadonlyMap<string, string>; followedByReader: ReadonlySet<string> },
): Promise<void> {
  const latest = articles
    .filter(({ author, slug }) => followedByReader.has(author) && planted.has(slug))
    .toSorted((a, b) => a.daysAgo - b.daysAgo)
    .slice(0, unreadCount);
  await tx.notification.createMany({
    data: latest.flatMap(({ slug, author, daysAgo }) => {
      const articleId = planted.get(slug);
      if (articleId === undefined) return [];
      return {
        userId: idOf(ids, reader),
        actorId: idOf(ids, author),
        kind: 'article_published' as const,
        subject: `article:${articleId}`,
        articleId,
        createdAt: before(now, daysAgo),
      };
    }),
  });
}

export function before(now: Date, days: number): Date {
  return new Date(now.getTime() - days * dayMs);
}

function idOf(ids: ReadonlyMap<string, string>, username: string): string {
  const id = ids.get(username);
  if (id === undefined) throw new Error(`The seed speaks of ${username}, who is none of the seeded people.`);
  return id;
}

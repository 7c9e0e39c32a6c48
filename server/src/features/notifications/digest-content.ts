import type { Db } from '@hybrid/prisma';

/** An article as a digest shows it. */
export interface DigestArticle {
  readonly author: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly favorites: number;
}

/** What one person is sent. */
export interface DigestContent {
  readonly isPersonal: boolean;
  readonly articles: readonly DigestArticle[];
}

const weekMs = 7 * 86_400_000;
const articlesMax = 5;
/** Of somebody's favorites, how many say which tags they like: those of long ago say little. */
const favoritesRead = 50;

interface Pick extends DigestArticle {
  readonly authorId: string;
}

/**
 * Chooses what some people are sent: the best of the week by those they follow and under the tags of what they favorited,
 * else what most people liked. Who would get nothing is left out.
 */
export async function digestContents(
  db: Db,
  userIds: readonly string[],
  at: Date,
): Promise<Map<string, DigestContent>> {
  const since = new Date(at.getTime() - weekMs);
  const own = await readPersonal(db, userIds, { since, until: at });
  const favorites = await readFavorites(db, { since, until: at });
  const contents = userIds.map((userId): [string, DigestContent] => {
    const personal = own.get(userId) ?? [];
    if (personal.length > 0) return [userId, { isPersonal: true, articles: personal.map(shown) }];
    const liked = favorites.filter(({ authorId }) => authorId !== userId).slice(0, articlesMax);
    return [userId, { isPersonal: false, articles: liked.map(shown) }];
  });
  return new Map(contents.filter(([, { articles }]) => articles.length > 0));
}

interface Week {
  readonly since: Date;
  readonly until: Date;
}

/** One statement for all of them: asked one by one, a batch would take as many. */
async function readPersonal(db: Db, userIds: readonly string[], { since, until }: Week): Promise<Map<string, Pick[]>> {
  const found = await db.$queryRaw<(Pick & { userId: string })[]>`
    WITH week AS MATERIALIZED (
      SELECT article.id, article.author_id, article.slug, article.title, article.description, article.favorites_count,
        article.created_at, author.username
      FROM article JOIN "user" author ON author.id = article.author_id
      WHERE article.created_at > ${since} AND article.created_at <= ${until}
        AND article.unpublished_at IS NULL AND author.suspended_at IS NULL
    )
    SELECT reader.id AS "userId", pick.author_id AS "authorId", pick.username AS author, pick.title, pick.slug, pick.description,
      pick.favorites_count AS favorites
    FROM unnest(${[...userIds]}::text[]) AS reader(id)
    CROSS JOIN LATERAL (
      SELECT * FROM week
      WHERE week.author_id <> reader.id
        AND (
          week.author_id IN (SELECT followed_id FROM follow WHERE follower_id = reader.id)
          OR week.id IN (
            SELECT article_tag.article_id FROM article_tag JOIN week of_week ON of_week.id = article_tag.article_id
            WHERE article_tag.tag IN (
              SELECT liked_tag.tag
              FROM (SELECT article_id FROM favorite WHERE user_id = reader.id ORDER BY created_at DESC LIMIT ${favoritesRead}) liked
              JOIN article_tag liked_tag ON liked_tag.article_id = liked.article_id))
        )
        -- What somebody favorited they have read.
        AND NOT EXISTS (SELECT FROM favorite WHERE favorite.user_id = reader.id AND favorite.article_id = week.id)
      ORDER BY week.favorites_count DESC, week.created_at DESC, week.id
      LIMIT ${articlesMax}
    ) pick`;
  return Map.groupBy(found, ({ userId }) => userId);
}

/** What most people liked: one more than is shown, as nobody is sent their own. */
async function readFavorites(db: Db, { since, until }: Week): Promise<Pick[]> {
  const found = await db.article.findMany({
    where: {
      createdAt: { gt: since, lte: until },
      unpublishedAt: null,
      favoritesCount: { gt: 0 },
      author: { suspendedAt: null },
    },
    select: {
      authorId: true,
      title: true,
      slug: true,
      description: true,
      favoritesCount: true,
      author: { select: { username: true } },
    },
    orderBy: [{ favoritesCount: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
    take: articlesMax * 4,
  });
  return found.map(({ author, favoritesCount, ...article }) => ({
    ...article,
    author: author.username,
    favorites: favoritesCount,
  }));
}

function shown({ author, title, slug, description, favorites }: Pick): DigestArticle {
  return { author, title, slug, description, favorites };
}

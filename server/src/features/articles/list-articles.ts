import type { Page } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';
import type { Context, PublicContext } from '../../platform/context.ts';
import { personByName } from '../profiles/index.ts';
import { previewOf, previewSelect } from './article-of.ts';

interface Filters extends Page {
  tag?: string;
  author?: string;
  favoritedBy?: string;
}

/** Lists articles, newest first; filters combine. */
export async function listArticles(ctx: PublicContext, { tag, author, favoritedBy, ...page }: Filters) {
  const conditions: Prisma.ArticleWhereInput[] = [];
  if (tag !== undefined) conditions.push({ tags: { some: { tag: tag.toLowerCase() } } });
  if (author !== undefined) conditions.push({ authorId: await idByName(ctx, author) });
  if (favoritedBy !== undefined) conditions.push({ favorites: { some: { userId: await idByName(ctx, favoritedBy) } } });
  return pageOf(ctx, { AND: conditions }, page);
}

/** Lists the articles of the people the caller follows, newest first. */
export async function listFeed(ctx: Context, page: Page) {
  return pageOf(ctx, { author: { followers: { some: { followerId: ctx.user.id } } } }, page);
}

async function idByName(ctx: PublicContext, name: string): Promise<string> {
  const found = await personByName(ctx, name);
  // Nobody has an empty id: for a name that nobody has the list is empty.
  return found?.id ?? '';
}

async function pageOf({ db, user }: PublicContext, where: Prisma.ArticleWhereInput, { limit, offset }: Page) {
  const [found, total] = await Promise.all([
    db.article.findMany({
      where,
      select: previewSelect(user),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      skip: offset,
    }),
    db.article.count({ where }),
  ]);
  return { articles: found.map(previewOf), total };
}

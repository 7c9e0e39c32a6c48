import { createHash } from 'node:crypto';
import { contract } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';
import { type Request, type RequestHandler, Router } from 'express';
import type { Services } from '../../platform/context.ts';
import { nothingHere } from '../../platform/http/errors.ts';
import { personByName } from '../profiles/index.ts';
import { type Channel, changedAt, type Item, renderRss } from './rss.ts';

const itemsMax = 30;
/** Kept by whoever likes, and asked for each time: what moderators hide is gone from caches as well. Most are answered 304. */
const cacheControl = 'public, no-cache';

/** The feeds of everybody, of a tag and of an author. */
export function rssRoutes(services: Services): Router {
  const serve = (read: (req: Request) => Promise<Channel | null>) => serveFeed(services, read);
  return Router()
    .get(
      '/feed.xml',
      serve(() => everybody(services)),
    )
    .get(
      '/tag/:tag/feed.xml',
      serve(({ params }) => ofTag(services, String(params['tag']))),
    )
    .get(
      '/profile/:username/feed.xml',
      serve(({ params }) => ofAuthor(services, String(params['username']))),
    );
}

function serveFeed(services: Services, read: (req: Request) => Promise<Channel | null>): RequestHandler {
  return async (req, res, next) => {
    const channel = await read(req);
    // Not the SPA, which answers whatever nobody else took.
    if (channel === null) {
      nothingHere(req, res, next);
      return;
    }
    const xml = renderRss(channel, services.publicUrl);
    const changed = changedAt(channel);
    res
      .set('Cache-Control', cacheControl)
      .set('ETag', `"${createHash('sha256').update(xml).digest('base64url').slice(0, 27)}"`)
      .type('application/rss+xml');
    if (changed) res.set('Last-Modified', changed.toUTCString());
    // Express compares both with what the reader has, and answers 304 by itself.
    res.send(xml);
  };
}

async function everybody(services: Services): Promise<Channel> {
  return {
    title: 'Conduit',
    description: 'What the readers of Conduit write.',
    path: '/',
    feedPath: '/feed.xml',
    items: await newest(services, {}),
  };
}

/** Of a tag that nobody uses yet, the feed is empty: a reader may wait for the first article. */
async function ofTag(services: Services, asked: string): Promise<Channel | null> {
  const name = contract.articles.list.input?.safeParse({ tag: asked }).data?.tag?.toLowerCase();
  if (name === undefined) return null;
  // What was renamed is known by its name of today.
  const former = await services.db.formerTag.findUnique({ where: { name } });
  const tag = former?.tag ?? name;
  const path = `/tag/${encodeURIComponent(tag)}`;
  return {
    title: `Conduit: ${tag}`,
    description: `What is tagged ${tag} on Conduit.`,
    path,
    feedPath: `${path}/feed.xml`,
    items: await newest(services, { tags: { some: { tag } } }),
  };
}

async function ofAuthor(services: Services, asked: string): Promise<Channel | null> {
  const name = contract.profiles.byUsername.input?.safeParse({ username: asked }).data?.username;
  const found = name === undefined ? null : await personByName(services, name);
  const person = found && (await services.db.user.findUnique({ where: { id: found.id } }));
  if (!person) return null;
  const path = `/profile/${encodeURIComponent(person.username)}`;
  return {
    title: `Conduit: ${person.username}`,
    description: person.bio ?? `What ${person.username} writes on Conduit.`,
    path,
    feedPath: `${path}/feed.xml`,
    items: await newest(services, { authorId: person.id }),
  };
}

async function newest({ db }: Services, where: Prisma.ArticleWhereInput): Promise<Item[]> {
  const found = await db.article.findMany({
    where: { ...where, unpublishedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: itemsMax,
    select: {
      id: true,
      slug: true,
      title: true,
      description: true,
      createdAt: true,
      updatedAt: true,
      author: { select: { username: true } },
      tags: { orderBy: { position: 'asc' }, select: { tag: true } },
    },
  });
  return found.map(({ author, tags, ...item }) => ({
    ...item,
    author: author.username,
    tags: tags.map(({ tag }) => tag),
  }));
}

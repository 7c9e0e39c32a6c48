import type { Db } from '@hybrid/prisma';
import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Services } from '../../platform/context.ts';
import { nothingHere } from '../../platform/http/errors.ts';
import { element } from './xml.ts';

/** As many addresses as a page holds; the protocol's own limit is 50,000, or 50 MB. */
const pageSize = 10_000;
const PageStart = z.uuid();

interface Entry {
  readonly path: string;
  readonly changedAt?: Date;
}

/**
 * The sitemap: an index, a page of what is no article, and pages of articles.
 *
 * @remarks
 * A page of articles is named by the id it begins with and read from there, so that the last costs what the first does;
 * ids grow with time, so that a page that was full keeps what it holds. The index alone walks over the ids, and reads
 * nothing else.
 */
export function sitemapRoutes({ db, publicUrl }: Services): Router {
  const address = (path: string) => new URL(path, publicUrl).href;
  return Router()
    .get('/sitemap.xml', async (_req, res) => {
      const pages = ['/sitemap/pages.xml', ...(await pageStarts(db)).map((id) => `/sitemap/articles-${id}.xml`)];
      sendXml(
        res,
        list(
          'sitemapindex',
          'sitemap',
          pages.map((path) => element('loc', address(path))),
        ),
      );
    })
    .get('/sitemap/pages.xml', async (_req, res) => {
      sendXml(res, urlset(await otherPages(db), address));
    })
    .get('/sitemap/articles-:start.xml', async (req, res, next) => {
      const start = PageStart.safeParse(req.params['start']);
      const articles = start.success ? await articlesFrom(db, start.data) : [];
      if (articles.length === 0) nothingHere(req, res, next);
      else sendXml(res, urlset(articles, address));
    });
}

/** The first id of every page; read from the index of the ids alone, so that what was taken back is counted with them. */
async function pageStarts(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM article) AS numbered
    WHERE place % ${pageSize} = 1
    ORDER BY id`;
  return rows.map(({ id }) => id);
}

async function articlesFrom(db: Db, start: string): Promise<Entry[]> {
  const rows = await db.$queryRaw<{ slug: string; updatedAt: Date }[]>`
    SELECT slug, updated_at AS "updatedAt" FROM (
      SELECT id, slug, updated_at, unpublished_at FROM article WHERE id >= ${start}::uuid ORDER BY id LIMIT ${pageSize}
    ) AS page
    WHERE unpublished_at IS NULL
    ORDER BY id`;
  return rows.map(({ slug, updatedAt }) => ({ path: `/article/${encodeURIComponent(slug)}`, changedAt: updatedAt }));
}

async function otherPages(db: Db): Promise<Entry[]> {
  const used = await db.tag.findMany({
    where: { articlesCount: { gt: 0 } },
    orderBy: [{ articlesCount: 'desc' }, { name: 'asc' }],
    take: pageSize,
    select: { name: true },
  });
  return [{ path: '/' }, { path: '/tags' }, ...used.map(({ name }) => ({ path: `/tag/${encodeURIComponent(name)}` }))];
}

function urlset(entries: readonly Entry[], address: (path: string) => string): string {
  return list(
    'urlset',
    'url',
    entries.map(({ path, changedAt }) =>
      [element('loc', address(path)), ...(changedAt ? [element('lastmod', changedAt.toISOString())] : [])].join(''),
    ),
  );
}

function list(root: string, child: string, entries: readonly string[]): string {
  const lines = entries.map((entry) => `<${child}>${entry}</${child}>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines}
</${root}>
`;
}

function sendXml(res: Response, xml: string): void {
  // Asked for each time, as the feeds are: the address of what moderators hide says what it was called.
  res.set('Cache-Control', 'public, no-cache').type('application/xml').send(xml);
}

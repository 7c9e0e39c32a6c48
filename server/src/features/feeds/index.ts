import { Router } from 'express';
import type { Services } from '../../platform/context.ts';
import { robotsRoutes } from './robots.ts';
import { rssRoutes } from './rss-routes.ts';
import { sitemapRoutes } from './sitemap.ts';

/**
 * What programs read instead of the pages: feeds, the sitemap and what crawlers may visit.
 *
 * @remarks
 * The articles' feature serves them, as nothing here can be called and a feature stands for a group of the contract.
 */
export function feedRoutes(services: Services): Router {
  return Router().use(rssRoutes(services)).use(sitemapRoutes(services)).use(robotsRoutes(services));
}

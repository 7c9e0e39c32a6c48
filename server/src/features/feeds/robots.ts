import { Router } from 'express';
import type { Services } from '../../platform/context.ts';

// Whoever runs the pages reads what they show through the procedures, so that those are open to crawlers as well; and
// the search page says itself that it is none for an index, which a crawler that may not read it would never learn.
const rules = `User-agent: *
Allow: /api/trpc/
Allow: /api/docs
Allow: /api/openapi.json
Disallow: /api/
Disallow: /admin
Disallow: /_status
Disallow: /editor
Disallow: /drafts
Disallow: /settings
Disallow: /notifications
Disallow: /sign-in
Disallow: /sign-up
`;

/** Tells crawlers where there is nothing for them, and where the sitemap is. */
export function robotsRoutes({ publicUrl }: Services): Router {
  const text = `${rules}\nSitemap: ${new URL('/sitemap.xml', publicUrl).href}\n`;
  return Router().get('/robots.txt', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').type('text/plain').send(text);
  });
}

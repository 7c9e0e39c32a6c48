// What the build knows of the product's pages.

/** Where most people arrive: what these pages are made of is asked for together with the program, by `src/before-paint.js`. */
export const earlyPages = {
  front: '/src/routes/home-page.tsx',
  article: '/src/routes/article-page.tsx',
} as const;

/** What features answer beside the pages: in development, Vite passes it on to the server. */
export const servedPaths: readonly string[] = [
  '/exports',
  '/robots.txt',
  '/sitemap',
  '/feed.xml',
  '^/(?:tag|profile)/[^/]+/feed\\.xml$',
];

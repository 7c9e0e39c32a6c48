import type { PageHead } from './page-head.ts';

/** What every page of a site has in common. */
export interface Site {
  readonly name: string;
  readonly publicUrl: URL;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Writes the head of a page as HTML.
 *
 * @remarks
 * Each tag says `data-head`, so that the SPA takes them away once it shows another page: a browser hands the canonical
 * address to whoever shares what is on the screen.
 */
export function renderHead(given: PageHead, site: Site): string {
  const head = { ...given, image: addressOrNone(given.image, site) };
  const url = absolute(head.path, site);
  const title = head.path === '/' ? site.name : `${head.title} · ${site.name}`;
  return [
    `<title data-head>${escapeHtml(title)}</title>`,
    meta('name', 'description', head.description),
    ...(head.isPrivate ? [meta('name', 'robots', 'noindex')] : [tag('link', { rel: 'canonical', href: url })]),
    ...(head.author === undefined ? [] : [meta('name', 'author', head.author)]),
    ...feedLink(head),
    ...openGraph(head, site, url),
    ...structuredData(head, site, url),
  ].join('\n    ');
}

function openGraph(head: PageHead, site: Site, url: string): string[] {
  const properties: [string, string | undefined][] = [
    ['og:site_name', site.name],
    ['og:type', head.type],
    ['og:title', head.title],
    ['og:description', head.description],
    ['og:url', url],
    ...imageProperties(head, site),
    ['article:published_time', head.publishedAt?.toISOString()],
    ['article:modified_time', head.modifiedAt?.toISOString()],
    ...(head.tags ?? []).map((name): [string, string] => ['article:tag', name]),
  ];
  // Everything else a Twitter card shows, it takes from Open Graph.
  const card = meta('name', 'twitter:card', head.image === undefined ? 'summary' : 'summary_large_image');
  return [...properties.flatMap(([name, value]) => (value === undefined ? [] : [meta('property', name, value)])), card];
}

/** Our own pictures say their size in their address. */
function imageProperties({ image, title }: PageHead, site: Site): [string, string][] {
  if (image === undefined) return [];
  const [, width, height] = /-(\d+)x(\d+)\.webp$/.exec(image) ?? [];
  const size: [string, string][] =
    width && height
      ? [
          ['og:image:width', width],
          ['og:image:height', height],
        ]
      : [];
  return [['og:image', absolute(image, site)], ...size, ['og:image:alt', title]];
}

function feedLink({ feed }: PageHead): string[] {
  if (feed === undefined) return [];
  return [tag('link', { rel: 'alternate', type: 'application/rss+xml', title: feed.title, href: feed.path })];
}

/** What search engines read beside the text. It is data and never run, so that the content policy lets it stand. */
function structuredData(head: PageHead, site: Site, url: string): string[] {
  const described = describe(head, site, url);
  if (described === null) return [];
  // Without a `<` nothing in it ends the element early.
  const json = JSON.stringify({ '@context': 'https://schema.org', ...described }).replaceAll('<', String.raw`\u003c`);
  return [`<script type="application/ld+json" data-head>${json}</script>`];
}

function describe(head: PageHead, site: Site, url: string): object | null {
  const image = head.image === undefined ? undefined : absolute(head.image, site);
  const author = { '@type': 'Person', name: head.author };
  const kinds: Record<PageHead['type'], object | null> = {
    article: {
      '@type': 'Article',
      headline: head.title,
      description: head.description,
      image,
      datePublished: head.publishedAt,
      dateModified: head.modifiedAt,
      author,
      keywords: head.tags,
      mainEntityOfPage: url,
    },
    profile: { '@type': 'ProfilePage', mainEntity: { ...author, image, url } },
    website: head.path === '/' ? { '@type': 'WebSite', name: site.name, url } : null,
  };
  return kinds[head.type];
}

/** What is no address is no picture: a page is not kept back for it. */
function addressOrNone(address: string | undefined, { publicUrl }: Site): string | undefined {
  return address !== undefined && URL.canParse(address, publicUrl.href) ? address : undefined;
}

function absolute(address: string, { publicUrl }: Site): string {
  return new URL(address, publicUrl).href;
}

function meta(kind: 'name' | 'property', name: string, content: string): string {
  return tag('meta', { [kind]: name, content });
}

function tag(element: 'meta' | 'link', attributes: Attributes): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escapeHtml(value)}"`);
  return `<${element} ${written.join(' ')} data-head />`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

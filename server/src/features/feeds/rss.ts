import { element, escapeXml } from './xml.ts';

/** A feed, as RSS tells it. Addresses are below the origin. */
export interface Channel {
  readonly title: string;
  readonly description: string;
  /** The page that the feed belongs to. */
  readonly path: string;
  /** The feed itself. */
  readonly feedPath: string;
  readonly items: readonly Item[];
}

/** An article in a feed. */
export interface Item {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** When anything in a feed changed last; null in an empty one. */
export function changedAt({ items }: Channel): Date | null {
  return items.length === 0 ? null : new Date(Math.max(...items.map(({ updatedAt }) => updatedAt.getTime())));
}

/** Writes a feed as RSS 2.0. */
export function renderRss(channel: Channel, publicUrl: URL): string {
  const address = (path: string) => new URL(path, publicUrl).href;
  const changed = changedAt(channel);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
${element('title', channel.title)}
${element('link', address(channel.path))}
${element('description', channel.description)}
<atom:link href="${escapeXml(address(channel.feedPath))}" rel="self" type="application/rss+xml" />
${changed === null ? '' : element('lastBuildDate', changed.toUTCString())}
${channel.items.map((item) => renderItem(item, address)).join('\n')}
</channel>
</rss>
`;
}

function renderItem(item: Item, address: (path: string) => string): string {
  return [
    '<item>',
    element('title', item.title),
    element('link', address(`/article/${encodeURIComponent(item.slug)}`)),
    // Not the address, which changes with the title: a reader would show the article as a new one.
    `<guid isPermaLink="false">urn:uuid:${item.id}</guid>`,
    element('pubDate', item.createdAt.toUTCString()),
    // RSS's own `author` is an e-mail address, which is nobody's business.
    element('dc:creator', item.author),
    ...item.tags.map((tag) => element('category', tag)),
    element('description', item.description),
    '</item>',
  ].join('\n');
}

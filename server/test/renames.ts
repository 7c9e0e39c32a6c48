import type { Host } from './host.ts';
import type { Visitor } from './visitor.ts';

interface Rename {
  readonly to: string;
  /** The number that is typed, where there are many articles. */
  readonly typed?: string;
}

/** Opens the page that asks before a rename; what it sends is its address and its hidden fields, and what was typed. */
export async function askRename(visitor: Visitor, from: string, { to, typed = '' }: Rename) {
  const { html } = await visitor.get(`/admin/tags/${from}/rename?to=${to}`);
  const action = /<form method="post" action="([^"]+\/rename[^"]*)"/.exec(html)?.[1] ?? '';
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const sent = { run: field('run'), matched: field('matched'), typed };
  return { send: () => visitor.post(action.replaceAll('&amp;', '&'), sent), html };
}

export const rename = async (visitor: Visitor, from: string, asked: Rename) =>
  (await askRename(visitor, from, asked)).send();

/** Where the notice of a page has its undo. */
export const undoOn = (html: string) => /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1];

/** Adds many articles with a tag, at once. */
export async function addArticles(
  { db }: Host,
  { author, tag, count }: { author: string; tag: string; count: number },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO article (id, slug, title, description, body, author_id, updated_at)
    SELECT gen_random_uuid(), 'n' || n, 'N' || n, 'About it', 'Text', ${author}, now() FROM generate_series(1, ${count}::int) n`;
  await db.$executeRaw`
    INSERT INTO article_tag (article_id, tag, position) SELECT id, ${tag}, 0 FROM article WHERE slug LIKE 'n%'`;
}

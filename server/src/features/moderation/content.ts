import type { Tx } from '@hybrid/prisma';
import { takeListingTurn } from '../articles/index.ts';

/** What moderators decide about. */
export type Content =
  | { readonly kind: 'article'; readonly id: string }
  | { readonly kind: 'comment'; readonly id: number };

/** What is there to be decided about, in its first words, and whose it is. */
export interface DescribedContent {
  readonly authorId: string;
  readonly excerpt: string;
  readonly articleId: string;
  readonly hiddenReason: string | null;
  readonly hiddenAt: Date | null;
}

/** The most of a comment that is shown in place of it. */
const excerptMax = 200;

/** Describes an article or a comment; null where it is gone. */
export async function describeContent(tx: Tx, content: Content): Promise<DescribedContent | null> {
  if (content.kind === 'article') {
    const select = { authorId: true, title: true, hiddenReason: true, hiddenAt: true } as const;
    const found = await tx.article.findUnique({ where: { id: content.id }, select });
    return found && { ...found, excerpt: found.title, articleId: content.id };
  }
  const select = { authorId: true, body: true, articleId: true, hiddenReason: true, hiddenAt: true } as const;
  const found = await tx.comment.findUnique({ where: { id: content.id }, select });
  return found && { ...found, excerpt: found.body.slice(0, excerptMax) };
}

/**
 * Holds an article or a comment: until the transaction ends nobody else changes or deletes it, nor whoever wrote it.
 *
 * @remarks
 * Before any row that is changed with it, such as the reports of it. Who deletes it holds it as well and then has those rows forget it:
 * of two who held them in different order, each would wait for the other.
 *
 * @param content null where it is gone, and only people are held.
 */
export async function holdContent(tx: Tx, content: Content | null): Promise<void> {
  // Also for a comment, which goes along with its article, or with who wrote either.
  await takeListingTurn(tx);
  if (content === null) return;
  await (content.kind === 'article'
    ? tx.$executeRaw`SELECT 1 FROM article WHERE id = ${content.id}::uuid FOR NO KEY UPDATE`
    : tx.$executeRaw`SELECT 1 FROM comment WHERE id = ${content.id} FOR NO KEY UPDATE`);
}

/** How the audit log names it. */
export function targetOf({ kind, id }: Content): string {
  return `${kind}:${id}`;
}

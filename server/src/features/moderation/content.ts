import type { Tx } from '@hybrid/prisma';

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

/** How the audit log names it. */
export function targetOf({ kind, id }: Content): string {
  return `${kind}:${id}`;
}

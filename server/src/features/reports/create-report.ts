import { contract, type ReportReason } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { findArticle, whileItLasts } from '../articles/index.ts';
import { findComment } from '../comments/index.ts';
import { articleTextSelect, type ReportedText, textOfArticle, textOfComment } from './reported-text.ts';

interface NewReport {
  slug: string;
  commentId?: number;
  reason: ReportReason;
  note?: string | null;
}

/**
 * Puts an article or a comment before the moderators.
 *
 * @remarks
 * Whoever reports the same thing again while their first report waits says their reason anew, and nothing else: the first goes on
 * showing what stood there when it was made, whatever its author made of it since.
 */
export async function createReport({ db, user, now }: Context, { slug, commentId, ...said }: NewReport): Promise<null> {
  const article = await findArticle(db, slug, user);
  const comment =
    commentId === undefined ? null : await findComment(db, { articleId: article.id, id: commentId }, user);
  if ((comment ?? article).authorId === user.id) throw failure(contract.reports.create, 'OWN_WORK');
  const which = {
    reporterId: user.id,
    articleId: article.id,
    isOfComment: comment !== null,
    commentId: comment?.id ?? null,
  };
  const words = { reason: said.reason, note: said.note ?? null };
  await whileItLasts(slug, () =>
    db.$transaction(async (tx) => {
      const { count } = await tx.report.updateMany({ where: { ...which, resolvedAt: null }, data: words });
      if (count === 0) await add(tx, which, { ...words, createdAt: now() });
    }),
  );
  return null;
}

interface Which {
  reporterId: string;
  articleId: string;
  isOfComment: boolean;
  commentId: number | null;
}
interface Said {
  reason: ReportReason;
  note: string | null;
  createdAt: Date;
}

async function add(tx: Tx, which: Which, said: Said): Promise<void> {
  const data = [{ ...which, ...said, ...(await describe(tx, which)) }];
  // Of two first reports at once the index lets one through; the other says nothing new.
  await tx.report.createMany({ data, skipDuplicates: true });
}

/** The most of a comment that a list of reports shows. */
const excerptMax = 200;

interface Described {
  excerpt: string;
  author: string;
  authorId: string;
  reportedText: ReportedText;
}

async function describe(tx: Tx, { articleId, commentId }: Which): Promise<Described> {
  const by = { author: { select: { username: true } } } as const;
  if (commentId === null) {
    const article = await tx.article.findUniqueOrThrow({
      where: { id: articleId },
      select: { ...articleTextSelect, authorId: true, ...by },
    });
    const { title, author, authorId } = article;
    return { excerpt: title, author: author.username, authorId, reportedText: textOfArticle(article) };
  }
  const comment = await tx.comment.findUniqueOrThrow({
    where: { id: commentId },
    select: { body: true, authorId: true, ...by },
  });
  const { body, author, authorId } = comment;
  return {
    excerpt: body.slice(0, excerptMax),
    author: author.username,
    authorId,
    reportedText: textOfComment(comment),
  };
}

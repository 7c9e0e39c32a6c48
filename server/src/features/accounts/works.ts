import type { Db } from '@hybrid/prisma';

/** How much there is of what a person made here. */
interface Works {
  readonly label: string;
  /** What one of it is called, and several. */
  readonly one: string;
  readonly other: string;
  readonly count: number;
}

/** Counts what a person made here: staff see it before they suspend somebody. */
export async function countWorks(db: Db, userId: string): Promise<Works[]> {
  const [articles, comments] = await Promise.all([
    db.article.count({ where: { authorId: userId } }),
    db.comment.count({ where: { authorId: userId } }),
  ]);
  return [
    { label: 'Articles', one: 'article', other: 'articles', count: articles },
    { label: 'Comments', one: 'comment', other: 'comments', count: comments },
  ];
}

import type { NotificationKind } from '@hybrid/contracts';
import type { Prisma, Tx } from '@hybrid/prisma';
import { clip } from '../../platform/clip.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { articlePublishedMail, commentAddedMail, listedMax } from './mails.ts';

const excerptLetters = 280;

/** The mail of each kind of news. */
export const templates = { article_published: articlePublishedMail, comment_added: commentAddedMail };

/** What to select of a notification to write of it. */
export const newsSelect = {
  id: true,
  actor: { select: { username: true } },
  article: { select: { title: true, slug: true, description: true } },
  comment: { select: { body: true } },
} satisfies Prisma.NotificationSelect;
type News = Prisma.NotificationGetPayload<{ select: typeof newsSelect }>;

interface NewsMail {
  readonly key: string;
  readonly to: string;
  readonly userId: string;
  readonly news: readonly News[];
}

/** Asks for the mail that tells of some news of one kind. */
export async function sendNews(tx: Tx, kind: NotificationKind, { news, ...mail }: NewsMail): Promise<void> {
  const listed = news.slice(0, listedMax);
  const count = news.length;
  switch (kind) {
    case 'article_published': {
      const articles = listed.map(({ actor, article }) => ({ author: actor.username, ...article }));
      return sendMail(tx, articlePublishedMail, { ...mail, data: { count, articles } });
    }
    case 'comment_added': {
      const comments = listed.map(({ actor, article: { title, slug }, comment }) => ({
        author: actor.username,
        title,
        slug,
        excerpt: clip((comment?.body ?? '').trim(), excerptLetters),
      }));
      return sendMail(tx, commentAddedMail, { ...mail, data: { count, comments } });
    }
  }
}

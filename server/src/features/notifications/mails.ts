import type { NewsKind } from '@hybrid/contracts';
import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { mailTemplate } from '../../platform/mail/mail-template.ts';
import { readWishes } from './choices.ts';

/** Asked right before the mail goes out: its reader may have unsubscribed since it was written. */
const isWanted = (kind: NewsKind) => async (db: Db, userId: string) =>
  (await readWishes(db, kind, [userId]))(userId, 'mail');

/** How many things a mail lists; it counts the others. */
export const listedMax = 10;

/** Articles by people one follows. */
export const articlePublishedMail = mailTemplate({
  name: 'notifications/article-published',
  kind: 'article_published',
  isWanted: isWanted('article_published'),
  data: z.object({
    count: z.number().int(),
    articles: z.array(z.object({ author: z.string(), title: z.string(), slug: z.string(), description: z.string() })),
  }),
  sample: {
    count: 1,
    articles: [
      {
        author: 'ines',
        title: 'Moss on the north wall',
        slug: 'moss-on-the-north-wall',
        description: 'What grows where nothing else will, and why it is worth kneeling down for.',
      },
    ],
  },
});

/** Comments on one's own articles. */
export const commentAddedMail = mailTemplate({
  name: 'notifications/comment-added',
  kind: 'comment_added',
  isWanted: isWanted('comment_added'),
  data: z.object({
    count: z.number().int(),
    comments: z.array(z.object({ author: z.string(), title: z.string(), slug: z.string(), excerpt: z.string() })),
  }),
  sample: {
    count: 2,
    comments: [
      {
        author: 'tomas',
        title: 'Moss on the north wall',
        slug: 'moss-on-the-north-wall',
        excerpt: 'The one on my chimney turned out to be a lichen. Do you know a book that tells them apart?',
      },
      {
        author: 'ada',
        title: 'Reading a crumb',
        slug: 'reading-a-crumb',
        excerpt: 'Mine came out with a tunnel under the crust, every time, until I read this.',
      },
    ],
  },
});

/** What was worth reading this week. */
export const digestMail = mailTemplate({
  name: 'notifications/digest',
  kind: 'digest',
  isWanted: isWanted('digest'),
  data: z.object({
    /** Chosen for the reader, or what everybody liked. */
    isPersonal: z.boolean(),
    articles: z.array(
      z.object({
        author: z.string(),
        title: z.string(),
        slug: z.string(),
        description: z.string(),
        favorites: z.number().int(),
      }),
    ),
  }),
  sample: {
    isPersonal: true,
    articles: [
      {
        author: 'ines',
        title: 'Moss on the north wall',
        slug: 'moss-on-the-north-wall',
        description: 'What grows where nothing else will, and why it is worth kneeling down for.',
        favorites: 24,
      },
      {
        author: 'tomas',
        title: 'A puncture in the dark',
        slug: 'a-puncture-in-the-dark',
        description: 'Eleven kilometres from the last house, one tyre lever, and a moon that came late.',
        favorites: 1,
      },
    ],
  },
});

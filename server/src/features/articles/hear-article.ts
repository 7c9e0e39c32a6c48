import { events } from '@hybrid/contracts';
import { Prisma, readRows } from '@hybrid/prisma';
import { z } from 'zod';
import { topic } from '../../platform/events/topic-right.ts';
import { whisper } from '../../platform/events/announce.ts';
import { isVisibleTo } from './visibility.ts';

/** Whoever may see an article hears what happens to it, and how many others read it at this moment. */
export const hearArticle = topic(
  'article:{articleId}',
  async ({ db, user }, { articleId }) => {
    // What is no id of ours is not asked for: the database would refuse to compare it.
    if (!z.uuid().safeParse(articleId).success) return false;
    const found = await readRows(
      db,
      Prisma.sql`SELECT a.id FROM article a WHERE a.id = ${articleId}::uuid AND ${isVisibleTo(user)}`,
    );
    return found.length > 0;
  },
  { tellAudience: (ctx, { keys, count }) => whisper(ctx, events.readersChanged, { ...keys, count }) },
);

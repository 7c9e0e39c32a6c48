import { z } from 'zod';

/**
 * What other features react to when an article is published: a job of this name runs once, after the commit.
 *
 * @remarks
 * Only its definition lives here. The feature that reacts writes the job, so that publishing knows nothing of it.
 */
export const articlePublished = {
  name: 'articles.published',
  payload: z.object({ articleId: z.uuid() }),
};

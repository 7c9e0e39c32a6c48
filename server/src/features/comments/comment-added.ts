import { z } from 'zod';

/** What other features react to when somebody comments: a job of this name runs once, after the commit. */
export const commentAdded = {
  name: 'comments.added',
  payload: z.object({ commentId: z.number().int() }),
};

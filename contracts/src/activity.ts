import { z } from 'zod';
import { ARTICLE_NOT_FOUND } from './articles.ts';
import { LiveComment } from './comments.ts';
import { Slug } from './fields.ts';
import { contract, event, subscription } from './kernel/index.ts';
import { sampleArticle, sampleComment } from './article-samples.ts';

export const articleEdited = event({
  name: 'articles.edited',
  topic: 'article:{articleId}',
  access: 'public',
  payload: z.object({
    articleId: z.string(),
    /** Moderators have hidden it: whoever has it on the screen puts it away. */
    isHidden: z.boolean().optional(),
  }),
});

export const favoritesChanged = event({
  name: 'articles.favoritesChanged',
  topic: 'article:{articleId}',
  access: 'public',
  payload: z.object({ articleId: z.string(), favoritesCount: z.number().int() }),
});

/** How many read an article at this moment: told to those who do, and to nobody later. */
export const readersChanged = event({
  name: 'articles.readersChanged',
  topic: 'article:{articleId}',
  access: 'public',
  payload: z.object({ articleId: z.string(), count: z.number().int() }),
  ephemeral: true,
});

export const activity = contract({
  ofArticle: subscription({
    access: 'public',
    summary: 'What happens to an article while it is read: comments, favorites, edits',
    input: z.object({
      slug: Slug,
      /** tRPC's links send the place to resume after in this field. */
      lastEventId: z.string().max(200).nullish(),
    }),
    /** `reset` says that some may have been missed: read the article and its comments again. */
    output: z.discriminatedUnion('type', [
      z.object({ type: z.literal('reset') }),
      z.object({ type: z.literal('edited') }),
      z.object({ type: z.literal('favorites'), favoritesCount: z.number().int() }),
      z.object({ type: z.literal('comment'), comment: LiveComment }),
      z.object({ type: z.literal('commentDeleted'), id: z.number().int() }),
    ]),
    errors: { ARTICLE_NOT_FOUND },
    examples: [
      {
        summary: 'Somebody commented',
        input: { slug: sampleArticle.slug },
        output: { type: 'comment', comment: sampleComment },
      },
    ],
  }),
});

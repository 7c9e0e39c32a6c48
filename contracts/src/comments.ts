import { z } from 'zod';
import { ARTICLE_NOT_FOUND } from './articles.ts';
import { requiredText, Slug } from './fields.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';
import { Profile } from './profiles.ts';

export const Comment = z.object({
  id: z.number().int(),
  body: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** When its author changed it last, or null. */
  editedAt: Instant.nullable(),
  author: Profile,
});
export type Comment = z.infer<typeof Comment>;

const OfArticle = z.object({ slug: Slug });

export const comments = contract({
  list: query({
    access: 'public',
    summary: 'The comments on an article, newest first',
    input: OfArticle,
    output: z.array(Comment),
    errors: { ARTICLE_NOT_FOUND },
    http: { method: 'GET', path: '/articles/{slug}/comments' },
  }),
  add: mutation({
    access: 'user',
    summary: 'Comment on an article',
    input: OfArticle.extend({ body: requiredText(10_000) }),
    output: Comment,
    errors: { ARTICLE_NOT_FOUND },
    http: { method: 'POST', path: '/articles/{slug}/comments', status: 201 },
  }),
  delete: mutation({
    access: 'user',
    summary: 'Delete a comment of one’s own',
    input: OfArticle.extend({ id: z.number().int().min(1).max(2_147_483_647) }),
    output: z.null(),
    errors: {
      ARTICLE_NOT_FOUND,
      COMMENT_NOT_FOUND: { status: 404, message: 'There is no such comment on this article.' },
      NOT_THE_AUTHOR: { status: 403, message: 'Only its author may delete a comment.' },
    },
    http: { method: 'DELETE', path: '/articles/{slug}/comments/{id}', status: 204 },
  }),
});

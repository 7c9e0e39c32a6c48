import { z } from 'zod';
import { ARTICLE_NOT_FOUND } from './articles.ts';
import { requiredText, Slug } from './fields.ts';
import { contract, event, Instant, mutation, query } from './kernel/index.ts';
import { Hidden } from './moderation.ts';
import { Profile } from './profiles.ts';
import { sampleComment } from './article-samples.ts';

export const Comment = z.object({
  id: z.number().int(),
  body: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** When its author changed it last, or null. */
  editedAt: Instant.nullable(),
  author: Profile,
  /** There while moderators hide it: nobody but its author is shown it. */
  hidden: Hidden.optional(),
});
export type Comment = z.infer<typeof Comment>;

/** A comment as it travels to everybody at once: whether a reader follows its author is for that reader to know. */
export const LiveComment = Comment.omit({ hidden: true }).extend({ author: Profile.omit({ following: true }) });
export type LiveComment = z.infer<typeof LiveComment>;

export const commentWritten = event({
  name: 'comments.written',
  topic: 'article:{articleId}',
  access: 'public',
  payload: z.object({ articleId: z.string(), comment: LiveComment }),
});

export const commentDeleted = event({
  name: 'comments.deleted',
  topic: 'article:{articleId}',
  access: 'public',
  payload: z.object({ articleId: z.string(), id: z.number().int() }),
});

const Body = requiredText(10_000);
const OfArticle = z.object({ slug: Slug });

/** The number of a comment. */
export const CommentId = z
  .number({ error: 'must be the number of a comment' })
  .int('must be the number of a comment')
  .min(1, 'must be the number of a comment')
  .max(2_147_483_647, 'must be the number of a comment');
const OneOfArticle = OfArticle.extend({ id: CommentId });

/** Shared with what else is reached through a comment. */
export const COMMENT_NOT_FOUND = { status: 404, message: 'There is no such comment on this article.' } as const;
const NOT_THE_AUTHOR = { status: 403, message: 'Only its author may change a comment.' } as const;

/** Each tells the author of an article, and everybody who reads it. */
const commenting = { rate: '120/hour', bucket: 'commenting' } as const;

const shown = { ...sampleComment, author: { ...sampleComment.author, following: false } };

export const comments = contract({
  list: query({
    access: 'public',
    summary: 'The comments on an article, newest first',
    input: OfArticle,
    output: z.array(Comment),
    errors: { ARTICLE_NOT_FOUND },
    http: { method: 'GET', path: '/articles/{slug}/comments' },
    examples: [{ summary: 'One comment', input: { slug: 'the-hand-lens' }, output: [shown] }],
  }),
  add: mutation({
    access: 'user',
    summary: 'Comment on an article',
    input: OfArticle.extend({ body: Body }),
    output: Comment,
    errors: { ARTICLE_NOT_FOUND },
    limit: commenting,
    idempotent: true,
    http: { method: 'POST', path: '/articles/{slug}/comments', status: 201 },
    examples: [{ summary: 'A remark', input: { slug: 'the-hand-lens', body: shown.body }, output: shown }],
  }),
  edit: mutation({
    access: 'user',
    summary: 'Change a comment of one’s own',
    input: OneOfArticle.extend({ body: Body }),
    output: Comment,
    errors: { ARTICLE_NOT_FOUND, COMMENT_NOT_FOUND, NOT_THE_AUTHOR },
    limit: commenting,
    http: { method: 'PUT', path: '/articles/{slug}/comments/{id}' },
  }),
  delete: mutation({
    access: 'user',
    summary: 'Delete a comment of one’s own',
    input: OneOfArticle,
    output: z.null(),
    errors: { ARTICLE_NOT_FOUND, COMMENT_NOT_FOUND, NOT_THE_AUTHOR },
    http: { method: 'DELETE', path: '/articles/{slug}/comments/{id}', status: 204 },
  }),
});

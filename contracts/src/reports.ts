import { z } from 'zod';
import { ARTICLE_NOT_FOUND } from './articles.ts';
import { COMMENT_NOT_FOUND, CommentId } from './comments.ts';
import { optionalText, Slug } from './fields.ts';
import { contract, mutation } from './kernel/index.ts';

/** Why somebody asks the moderators to look. */
export const ReportReason = z.enum(['spam', 'abuse', 'copyright', 'other'], { error: 'must be one of the reasons' });
export type ReportReason = z.infer<typeof ReportReason>;

export const reports = contract({
  create: mutation({
    access: 'user',
    summary: 'Report an article, or a comment on it, to the moderators',
    input: z.object({
      slug: Slug,
      /** The comment that is meant; left out, it is the article. */
      commentId: CommentId.optional(),
      reason: ReportReason,
      note: optionalText(1000).optional(),
    }),
    output: z.null(),
    errors: {
      ARTICLE_NOT_FOUND,
      COMMENT_NOT_FOUND,
      OWN_WORK: { status: 422, message: 'This is your own: you can change or delete it.' },
    },
    /** Each is work for a moderator. */
    limit: '30/hour',
    idempotent: true,
    http: { method: 'POST', path: '/articles/{slug}/reports', status: 201 },
  }),
});

import { z } from 'zod';
import { sampleArticle } from './article-samples.ts';
import { contract, event, Instant, mutation, query } from './kernel/index.ts';

/** That moderators hide something, since when and why: told to its author alone, to whom alone it is shown. */
export const Hidden = z.object({ at: Instant, reason: z.string() });
export type Hidden = z.infer<typeof Hidden>;

/** What the moderators told somebody, of something that they wrote or reported. */
export const ModerationNotice = z.object({
  id: z.string(),
  /**
   * To its author: it was `hidden`, is `shown` again, or they were `warned` of it. To who reported it: it was found to be in order, and
   * the report `dismissed`, or the report was `upheld`.
   */
  kind: z.enum(['hidden', 'shown', 'warned', 'dismissed', 'upheld']).meta({ extensible: true }),
  /** The moderators' own words, where they wrote some. */
  words: z.string().nullable(),
  /** What it is about, in its first words. */
  excerpt: z.string(),
  /** Whether that is a comment, and not an article. */
  isOfComment: z.boolean(),
  /** Where it stands; null where the caller finds nothing there, or no longer. */
  slug: z.string().nullable(),
  createdAt: Instant,
  readAt: Instant.nullable(),
});
export type ModerationNotice = z.infer<typeof ModerationNotice>;

/** Somebody was told something by the moderators: what, they read at `moderation.notices`. */
export const noticeGiven = event({
  name: 'moderation.noticeGiven',
  topic: 'user:{userId}',
  access: 'user',
  payload: z.object({ userId: z.string() }),
});

export const moderation = contract({
  notices: query({
    access: 'user',
    summary: 'What the moderators told the caller, the newest hundred, and how many are unread',
    output: z.object({ notices: z.array(ModerationNotice), unread: z.number().int() }),
    http: { method: 'GET', path: '/moderation/notices' },
    examples: [
      {
        summary: 'A warning',
        output: {
          notices: [
            {
              id: '01a22252-3015-779e-a008-1503d343644c',
              kind: 'warned',
              words: 'Please name the source of the drawings.',
              excerpt: sampleArticle.title,
              isOfComment: false,
              slug: sampleArticle.slug,
              createdAt: '2026-09-04T07:15:00.000Z',
              readAt: null,
            },
          ],
          unread: 1,
        },
      },
    ],
  }),
  markRead: mutation({
    access: 'user',
    summary: 'Mark all that the moderators told the caller as read',
    output: z.object({ unread: z.number().int() }),
  }),
});

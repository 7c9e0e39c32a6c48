import { z } from 'zod';
import { sampleArticle } from './article-samples.ts';

// What the product tells people of. How it is listed, told and chosen stands in notifications.ts.

/** What may happen that concerns one person. */
export const NotificationKind = z.enum(['article_published', 'comment_added']);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What people are told of: what happens, and once a week what they missed. */
export const NewsKind = z.enum([...NotificationKind.options, 'digest']);
export type NewsKind = z.infer<typeof NewsKind>;

export const NotificationChannel = z.enum(['app', 'mail']);
export type NotificationChannel = z.infer<typeof NotificationChannel>;

/** Who did something, and with which article. */
export const Happening = z.object({
  actor: z.object({ username: z.string(), image: z.string().nullable() }),
  article: z.object({ slug: z.string(), title: z.string() }),
});

/** One kind of news on one channel, and whether it is wanted there. */
export const NewsChoice = z
  .object({ kind: NewsKind, channel: NotificationChannel, wanted: z.boolean() })
  .refine(({ kind, channel }) => kind !== 'digest' || channel === 'mail', {
    path: ['channel'],
    message: 'must be mail for the digest',
  });

/** Something that somebody is told of, as the documentation shows it. */
export const sampleNews = {
  kind: 'comment_added',
  actor: { username: 'wren', image: null },
  article: { slug: sampleArticle.slug, title: sampleArticle.title },
} as const;

interface NewsOffer {
  readonly kind: NewsKind;
  readonly channel: NotificationChannel;
  /** What it is for who never chose: what answers a person comes by mail, what merely happened does not. */
  readonly wantedByDefault: boolean;
}

/** Everything that can be chosen, in the order in which it is shown. */
export const newsOffers: readonly NewsOffer[] = [
  { kind: 'article_published', channel: 'app', wantedByDefault: true },
  { kind: 'article_published', channel: 'mail', wantedByDefault: false },
  { kind: 'comment_added', channel: 'app', wantedByDefault: true },
  { kind: 'comment_added', channel: 'mail', wantedByDefault: true },
  { kind: 'digest', channel: 'mail', wantedByDefault: true },
];

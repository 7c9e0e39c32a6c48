import { z } from 'zod';
import { optionalText, Page, requiredText, SearchWord, Slug, Tag } from './fields.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';
import { Hidden } from './moderation.ts';
import { Profile } from './profiles.ts';
import { sampleArticle, sampleArticleId, sampleBody } from './article-samples.ts';
import { uploadAddress } from './uploads.ts';

/** An article as a list shows it: without its body. */
export const ArticlePreview = z.object({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  /** In the author's order. */
  tags: z.array(z.string()),
  createdAt: Instant,
  updatedAt: Instant,
  /** Whether the caller marked it as a favorite. */
  favorited: z.boolean(),
  favoritesCount: z.number().int(),
  author: Profile,
  /** The address of the picture above it, or null. */
  image: z.string().nullable(),
  /** At 238 words a minute, at least 1. */
  readingMinutes: z.number().int(),
});
export type ArticlePreview = z.infer<typeof ArticlePreview>;

/** An article, with its body in Markdown. */
export const Article = ArticlePreview.extend({
  /** What its topic is named by, `article:{articleId}`; its address is its slug. */
  id: z.string(),
  body: z.string(),
  /** Set while its author has taken it back: then nobody else is shown it. */
  unpublishedAt: Instant.nullable(),
  /** There while moderators hide it: its author cannot publish it again. */
  hidden: Hidden.optional(),
});
export type Article = z.infer<typeof Article>;

/** One page of articles, newest first. */
export const ArticlePage = z.object({
  articles: z.array(ArticlePreview),
  /** How many the whole list holds, whatever the page. */
  total: z.number().int(),
  /** What to ask `after` for the next page; null on the last. */
  next: z.string().nullable(),
});
export type ArticlePage = z.infer<typeof ArticlePage>;

/** One page of articles: by offset, or after the `next` of the page before, which costs the same however far down it is. */
const Slice = Page.extend({
  after: z
    .string()
    .regex(/^[0-9a-z]{1,9}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be the next of another page')
    .optional(),
});

const Title = requiredText(160);
const Description = requiredText(400);
const Body = requiredText(200_000);
const Tags = z
  .array(Tag, { error: 'must be a list of tags' })
  .max(20, 'has too many (at most 20)')
  .transform((tags) => [...new Set(tags)]);

/** The address of a picture that was uploaded here; empty and null both mean none. */
const Image = optionalText(200).refine((url) => url === null || uploadAddress.test(url), {
  message: 'must be a picture that was uploaded here',
});

/** What an article is made of, field by field; shared with drafts. */
export const articleText = { title: Title, description: Description, body: Body, tags: Tags, image: Image };

/** What an article is published from. */
export const NewArticle = z.object({ ...articleText, tags: Tags.default([]), image: Image.default(null) });
export type NewArticle = z.infer<typeof NewArticle>;

const BySlug = z.object({ slug: Slug });

/** Shared with what else is reached through an article. */
export const ARTICLE_NOT_FOUND = {
  status: 404,
  message: 'There is no article at this address.',
  data: z.object({ slug: z.string() }),
} as const;
/** Shared with what only the author of an article may do. */
export const NOT_THE_AUTHOR = { status: 403, message: 'Only its author may do this.' } as const;

// Far more than people do, and less than programs would.

/** Each tells all followers of its author, and may send them mail. */
export const publishing = { rate: '60/hour', bucket: 'publishing' } as const;
const favoriting = { rate: '600/hour', bucket: 'favoriting' } as const;

const shown = { ...sampleArticle, id: sampleArticleId, body: sampleBody, unpublishedAt: null };

export const articles = contract({
  list: query({
    access: 'public',
    summary: 'Articles, newest first; filters combine',
    input: Slice.extend({
      tag: SearchWord.optional(),
      author: SearchWord.optional(),
      favoritedBy: SearchWord.optional(),
    }),
    output: ArticlePage,
    http: { method: 'GET', path: '/articles' },
    examples: [
      {
        summary: 'The latest with a tag',
        input: { tag: 'botany', limit: 1 },
        output: { articles: [sampleArticle], total: 3, next: 'mwvl0936-01a22252-3015-779e-a008-1503d343644c' },
      },
      {
        summary: 'Nothing by somebody who wrote nothing',
        input: { author: 'wren' },
        output: { articles: [], total: 0, next: null },
      },
    ],
  }),
  feed: query({
    access: 'user',
    summary: 'Articles of the people the caller follows, newest first',
    input: Slice,
    output: ArticlePage,
    http: { method: 'GET', path: '/articles/feed' },
  }),
  bySlug: query({
    access: 'public',
    summary: 'One article, by its slug or a slug it had before',
    input: BySlug,
    output: Article,
    errors: { ARTICLE_NOT_FOUND },
    http: { method: 'GET', path: '/articles/{slug}' },
    examples: [{ summary: 'An article', input: { slug: 'the-hand-lens' }, output: shown }],
  }),
  related: query({
    access: 'public',
    summary: 'What to read after an article: up to four that share its tags, rare tags first, or its author',
    input: BySlug,
    output: z.array(ArticlePreview),
    errors: { ARTICLE_NOT_FOUND },
    http: { method: 'GET', path: '/articles/{slug}/related' },
  }),
  create: mutation({
    access: 'user',
    summary: 'Publish an article',
    input: NewArticle,
    output: Article,
    limit: publishing,
    idempotent: true,
    http: { method: 'POST', path: '/articles', status: 201 },
    examples: [
      {
        summary: 'An essay with three tags',
        input: {
          title: sampleArticle.title,
          description: sampleArticle.description,
          body: sampleBody,
          tags: sampleArticle.tags,
        },
        output: { ...shown, favoritesCount: 0 },
      },
    ],
  }),
  edit: mutation({
    access: 'user',
    summary: 'Change an article; what is left out stays, and a new title gives a new slug',
    input: BySlug.extend({
      title: Title.optional(),
      description: Description.optional(),
      body: Body.optional(),
      tags: Tags.optional(),
      image: Image.optional(),
    }),
    output: Article,
    errors: { ARTICLE_NOT_FOUND, NOT_THE_AUTHOR },
    limit: '300/hour',
    http: { method: 'PUT', path: '/articles/{slug}' },
    examples: [
      {
        summary: 'Other tags, and all else as it was',
        input: { slug: 'the-hand-lens', tags: ['botany', 'essay'] },
        output: { ...shown, tags: ['botany', 'essay'], updatedAt: '2026-09-04T08:00:00.000Z' },
      },
    ],
  }),
  unpublish: mutation({
    access: 'user',
    summary: 'Take an article back: nobody else is shown it until it is published again',
    input: BySlug,
    output: Article,
    errors: { ARTICLE_NOT_FOUND, NOT_THE_AUTHOR },
    limit: '60/hour',
    http: { method: 'POST', path: '/articles/{slug}/unpublish', status: 200 },
  }),
  republish: mutation({
    access: 'user',
    summary: 'Publish an article that was taken back, at its address, with its comments and favorites',
    input: BySlug,
    output: Article,
    errors: { ARTICLE_NOT_FOUND, NOT_THE_AUTHOR },
    limit: publishing,
    http: { method: 'POST', path: '/articles/{slug}/republish', status: 200 },
  }),
  delete: mutation({
    access: 'user',
    summary: 'Delete an article with its comments and favorites',
    input: BySlug,
    output: z.null(),
    errors: { ARTICLE_NOT_FOUND, NOT_THE_AUTHOR },
    http: { method: 'DELETE', path: '/articles/{slug}', status: 204 },
  }),
  favorite: mutation({
    access: 'user',
    summary: 'Mark an article as a favorite; twice changes nothing',
    input: BySlug,
    output: Article,
    errors: { ARTICLE_NOT_FOUND },
    limit: favoriting,
    http: { method: 'POST', path: '/articles/{slug}/favorite', status: 200 },
  }),
  unfavorite: mutation({
    access: 'user',
    summary: 'Take an article out of one’s favorites',
    input: BySlug,
    output: Article,
    errors: { ARTICLE_NOT_FOUND },
    limit: favoriting,
    http: { method: 'DELETE', path: '/articles/{slug}/favorite', status: 200 },
  }),
});

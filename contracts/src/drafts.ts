import { z } from 'zod';
import { Article, ARTICLE_NOT_FOUND, articleText, NOT_THE_AUTHOR, publishing } from './articles.ts';
import { looseText, Slug } from './fields.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';
import { sampleArticle } from './article-samples.ts';

/** The article that a draft changes. */
const DraftedArticle = z.object({
  slug: z.string(),
  isPublished: z.boolean(),
  /** Whether moderators hide it: to publish the draft changes it, and it stays hidden. */
  isHidden: z.boolean().optional(),
});

/** What somebody is writing: a new article, or a change to one of theirs. It may lack what an article needs. */
export const Draft = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  body: z.string(),
  tags: z.array(z.string()),
  image: z.string().nullable(),
  /** Counts the saves: who saves has to name the one they saw. */
  revision: z.number().int(),
  /** When it is published by itself. */
  publishAt: Instant.nullable(),
  /** When it should have been published by itself and could not be. */
  missedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Null for a new article. */
  article: DraftedArticle.nullable(),
});
export type Draft = z.infer<typeof Draft>;

/** A draft as the list of them shows it. */
export const DraftPreview = z.object({
  /** Null where an article was taken back and nobody has begun to change it. */
  id: z.string().nullable(),
  title: z.string(),
  /** How it begins: the standfirst, or else the text. */
  excerpt: z.string(),
  updatedAt: Instant,
  publishAt: Instant.nullable(),
  missedAt: Instant.nullable(),
  /** What it has to have before it can be published. */
  lacks: z.array(z.enum(['title', 'description', 'body'])),
  article: DraftedArticle.nullable(),
});
export type DraftPreview = z.infer<typeof DraftPreview>;

/** How many drafts a person may keep. */
export const draftsMax = 200;

/** As long as in an article, but free to be empty, and kept to the last space. */
const Text = z.object({
  title: looseText(160),
  description: looseText(400),
  body: looseText(200_000),
  tags: articleText.tags,
  image: articleText.image,
});

const Revision = z.number().int().min(1, 'must be at least 1').max(2_147_483_647, 'is too large');
const ById = z.object({ id: z.uuid('must be the id of a draft') });

const DRAFT_NOT_FOUND = { status: 404, message: 'There is no such draft of yours.' } as const;
const DRAFT_CONFLICT = {
  status: 409,
  message: 'This draft was changed elsewhere meanwhile.',
  data: z.object({ draft: Draft }),
} as const;
const TOO_MANY_DRAFTS = {
  status: 409,
  message: 'There is room for 200 drafts. Publish or delete one first.',
} as const;

/** What says nothing but which draft and when. */
const bodyBytesMax = 4096;

const written = {
  id: '019a7c3e-5b1f-7d42-9e86-3f0a2c4d6b81',
  title: sampleArticle.title,
  description: '',
  body: 'It folds into a metal case',
  tags: ['botany'],
  image: null,
};

export const drafts = contract({
  list: query({
    access: 'user',
    summary: 'The caller’s drafts and unpublished articles, the last changed first',
    output: z.array(DraftPreview),
    http: { method: 'GET', path: '/drafts' },
  }),
  byId: query({
    access: 'user',
    summary: 'One draft of the caller’s',
    input: ById,
    output: Draft,
    errors: { DRAFT_NOT_FOUND },
    http: { method: 'GET', path: '/drafts/{id}' },
  }),
  create: mutation({
    access: 'user',
    summary: 'Begin a draft; under an id of the caller’s choice, a second time changes nothing',
    input: z.object({
      id: ById.shape.id.optional(),
      title: Text.shape.title.default(''),
      description: Text.shape.description.default(''),
      body: Text.shape.body.default(''),
      tags: Text.shape.tags.default([]),
      image: Text.shape.image.default(null),
    }),
    output: Draft,
    errors: { TOO_MANY_DRAFTS, DRAFT_NOT_FOUND },
    http: { method: 'POST', path: '/drafts', status: 201 },
  }),
  save: mutation({
    access: 'user',
    summary: 'Save the text of a draft, if nobody saved since the revision that is named',
    input: ById.extend({ revision: Revision, ...Text.shape }),
    output: Draft,
    errors: { DRAFT_NOT_FOUND, DRAFT_CONFLICT },
    http: { method: 'PUT', path: '/drafts/{id}' },
    examples: [
      {
        summary: 'Half a sentence further',
        input: { ...written, revision: 3 },
        output: {
          ...written,
          revision: 4,
          publishAt: null,
          missedAt: null,
          createdAt: '2026-09-03T09:00:00.000Z',
          updatedAt: '2026-09-03T09:12:30.000Z',
          article: null,
        },
      },
    ],
  }),
  delete: mutation({
    access: 'user',
    summary: 'Delete a draft; the article it would have changed stays as it is',
    input: ById,
    output: z.null(),
    errors: { DRAFT_NOT_FOUND },
    http: { method: 'DELETE', path: '/drafts/{id}', status: 204 },
    bodyBytesMax,
  }),
  publish: mutation({
    access: 'user',
    summary: 'Make the article of a draft, or change the one it belongs to; the draft is then gone',
    input: ById.extend({
      /** Publishes this revision or none; left out, whichever is stored. */
      revision: Revision.optional(),
    }),
    output: Article,
    errors: { DRAFT_NOT_FOUND, DRAFT_CONFLICT, ARTICLE_NOT_FOUND },
    limit: publishing,
    idempotent: true,
    http: { method: 'POST', path: '/drafts/{id}/publish', status: 201 },
    bodyBytesMax,
  }),
  schedule: mutation({
    access: 'user',
    summary: 'Have a draft published at a time, from a minute to a year ahead; a second time changes it',
    input: ById.extend({ at: z.iso.datetime({ offset: true, error: 'must be a date and a time' }) }),
    output: Draft,
    errors: { DRAFT_NOT_FOUND },
    http: { method: 'PUT', path: '/drafts/{id}/schedule' },
    bodyBytesMax,
  }),
  unschedule: mutation({
    access: 'user',
    summary: 'Have a draft stay a draft',
    input: ById,
    output: Draft,
    errors: { DRAFT_NOT_FOUND },
    http: { method: 'DELETE', path: '/drafts/{id}/schedule', status: 200 },
    bodyBytesMax,
  }),
  openArticle: mutation({
    access: 'user',
    summary: 'The draft that changes an article of the caller’s, made from it where there is none',
    input: z.object({ slug: Slug }),
    output: Draft,
    errors: { ARTICLE_NOT_FOUND, NOT_THE_AUTHOR, TOO_MANY_DRAFTS },
    http: { method: 'POST', path: '/articles/{slug}/draft', status: 200 },
    bodyBytesMax,
  }),
});

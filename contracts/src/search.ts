import { z } from 'zod';
import { ArticlePreview } from './articles.ts';
import { Page, SearchWord } from './fields.ts';
import { contract, query } from './kernel/index.ts';
import { sampleArticle } from './article-samples.ts';

/** A piece of a text, and whether it is what was searched for: a page marks it without ever reading HTML. */
export const Segment = z.object({ text: z.string(), isMatch: z.boolean() });
export type Segment = z.infer<typeof Segment>;

/** An article that was found, and where. */
export const SearchHit = z.object({
  article: ArticlePreview,
  title: z.array(Segment),
  /** The passages of its text that match, or else its standfirst. */
  snippet: z.array(Segment),
});
export type SearchHit = z.infer<typeof SearchHit>;

/** One page of what was found, the best first. */
export const SearchResults = z.object({
  hits: z.array(SearchHit),
  /** How many were found: 1,000 at most. */
  total: z.number().int(),
  /** Whether there are more than `total` says. */
  isCapped: z.boolean(),
});
export type SearchResults = z.infer<typeof SearchResults>;

export const search = contract({
  articles: query({
    access: 'public',
    summary: 'Articles that hold the words; "quotes" keep words together, or, and - leave a choice or a word out',
    input: Page.extend({
      q: SearchWord.trim(),
      tag: SearchWord.optional(),
      author: SearchWord.optional(),
    }),
    output: SearchResults,
    /** As one types, and the dearest of what anybody may ask. */
    limit: '120/minute',
    http: { method: 'GET', path: '/search' },
    examples: [
      {
        summary: 'Two words that stand together',
        input: { q: '"hand lens"', limit: 1 },
        output: {
          hits: [
            {
              article: sampleArticle,
              title: [
                { text: 'The ', isMatch: false },
                { text: 'Hand Lens', isMatch: true },
              ],
              snippet: [{ text: sampleArticle.description, isMatch: false }],
            },
          ],
          total: 1,
          isCapped: false,
        },
      },
    ],
  }),
});

import type { Article, ArticlePreview } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';
import { profileOf, profileSelect } from '../profiles/index.ts';

/** What to select of an article to show it in a list to `reader`. */
export function previewSelect(reader: { id: string } | null) {
  return {
    id: true,
    slug: true,
    title: true,
    description: true,
    favoritesCount: true,
    createdAt: true,
    updatedAt: true,
    image: true,
    wordsCount: true,
    tags: { orderBy: { position: 'asc' }, select: { tag: true } },
    author: { select: profileSelect(reader) },
    // Nobody has an empty id: for a visitor the relation comes back empty.
    favorites: { where: { userId: reader?.id ?? '' }, select: { userId: true } },
  } satisfies Prisma.ArticleSelect;
}

/** What to select of an article to show it whole. */
export function articleSelect(reader: { id: string } | null) {
  return { ...previewSelect(reader), body: true } satisfies Prisma.ArticleSelect;
}

type SelectedPreview = Prisma.ArticleGetPayload<{ select: ReturnType<typeof previewSelect> }>;
type SelectedArticle = Prisma.ArticleGetPayload<{ select: ReturnType<typeof articleSelect> }>;
/** The contract's instants are strings on the wire; the server hands them over as dates. */
type Dated<T extends { createdAt: string; updatedAt: string }> = Omit<T, 'createdAt' | 'updatedAt'> & {
  createdAt: Date;
  updatedAt: Date;
};

/** What grown-ups read silently, by Brysbaert's review of 190 studies (2019): 238 words of English a minute. */
const wordsAMinute = 238;

/** Makes the preview of an article that was read with `previewSelect`. */
export function previewOf({ tags, author, favorites, wordsCount, ...article }: SelectedPreview): Dated<ArticlePreview> {
  return {
    ...article,
    readingMinutes: Math.max(1, Math.round(wordsCount / wordsAMinute)),
    tags: tags.map(({ tag }) => tag),
    author: profileOf(author),
    favorited: favorites.length > 0,
  };
}

/** Makes the whole of an article that was read with `articleSelect`. */
export function articleOf({ body, ...preview }: SelectedArticle): Dated<Article> {
  return { ...previewOf(preview), body };
}

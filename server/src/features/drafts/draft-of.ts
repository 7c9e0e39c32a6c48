import type { Draft } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';

/** What to select of a draft to show it to its author. */
export const draftSelect = {
  id: true,
  title: true,
  description: true,
  body: true,
  tags: true,
  image: true,
  revision: true,
  publishAt: true,
  missedAt: true,
  createdAt: true,
  updatedAt: true,
  articleId: true,
  article: { select: { slug: true, unpublishedAt: true, hiddenAt: true } },
} satisfies Prisma.DraftSelect;

/** A draft as it was read with `draftSelect`. */
export type SelectedDraft = Prisma.DraftGetPayload<{ select: typeof draftSelect }>;

type Moments = 'publishAt' | 'missedAt' | 'createdAt' | 'updatedAt';
/** The contract's instants are strings on the wire; the server hands them over as dates. */
type DatedDraft = Omit<Draft, Moments> & Pick<SelectedDraft, Moments>;

/** Makes the draft that was read with `draftSelect`. */
export function draftOf({ article, ...draft }: SelectedDraft): DatedDraft {
  if (article === null) return { ...draft, article };
  const { slug, unpublishedAt, hiddenAt } = article;
  return { ...draft, article: { slug, isPublished: unpublishedAt === null, isHidden: hiddenAt !== null } };
}

/** What somebody writes, apart from where and when. */
export interface DraftText {
  title: string;
  description: string;
  body: string;
  tags: string[];
  image: string | null;
}

/** The columns of a draft's text; white space alone is stored as nothing, so that the list sees what a draft lacks. */
export function textColumns({ title, description, body, tags, image }: DraftText): DraftText {
  return { title: orNothing(title), description: orNothing(description), body: orNothing(body), tags, image };
}

function orNothing(text: string): string {
  return text.trim() === '' ? '' : text;
}

import type { Db } from '@hybrid/prisma';
import { type ExportPart, filesPart, listPart } from './export-part.ts';
import { withFrontMatter } from './front-matter.ts';

/** A text may have 200,000 characters. */
const take = 50;

/** What a person wrote: each as Markdown, and all of them with their figures as JSON. */
export function textParts(db: Db, userId: string): ExportPart[] {
  const articles = articleRows(db, userId);
  const drafts = draftRows(db, userId);
  return [
    listPart('articles.json', articles),
    filesPart({
      ...articles,
      add: (archive, { slug, body, title, description, tags, image, createdAt, updatedAt, unpublishedAt }) => {
        const fields = { title, description, tags, image, createdAt, updatedAt, unpublishedAt };
        return archive.text(`articles/${slug}.md`, withFrontMatter(fields, body));
      },
    }),
    listPart('drafts.json', drafts),
    filesPart({
      ...drafts,
      add: (archive, { id, body, title, description, tags, image, createdAt, updatedAt, publishAt }) => {
        const fields = { title, description, tags, image, createdAt, updatedAt, publishAt };
        return archive.text(`drafts/${id}.md`, withFrontMatter(fields, body));
      },
    }),
  ];
}

function articleRows(db: Db, authorId: string) {
  const select = {
    id: true,
    slug: true,
    title: true,
    description: true,
    body: true,
    image: true,
    favoritesCount: true,
    wordsCount: true,
    createdAt: true,
    updatedAt: true,
    unpublishedAt: true,
    hiddenAt: true,
    hiddenReason: true,
    tags: { select: { tag: true }, orderBy: { position: 'asc' } },
  } as const;
  return {
    count: () => db.article.count({ where: { authorId } }),
    read: async (last: { id: string } | undefined) => {
      const where = { authorId, ...(last && { id: { gt: last.id } }) };
      const rows = await db.article.findMany({ where, select, orderBy: { id: 'asc' }, take });
      return rows.map(({ tags, ...row }) => ({ ...row, tags: tags.map(({ tag }) => tag) }));
    },
  };
}

function draftRows(db: Db, authorId: string) {
  const select = {
    id: true,
    title: true,
    description: true,
    body: true,
    tags: true,
    image: true,
    createdAt: true,
    updatedAt: true,
    publishAt: true,
    article: { select: { slug: true } },
  } as const;
  return {
    count: () => db.draft.count({ where: { authorId } }),
    read: (last: { id: string } | undefined) =>
      db.draft.findMany({
        where: { authorId, ...(last && { id: { gt: last.id } }) },
        select,
        orderBy: { id: 'asc' },
        take,
      }),
  };
}

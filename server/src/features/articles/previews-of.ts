import { Prisma, readRows } from '@hybrid/prisma';
import type { PublicContext } from '../../platform/context.ts';
import { previewColumns, previewOf, type PreviewRow } from './article-of.ts';
import { isListed } from './visibility.ts';

/** Reads the previews of some articles, in the order of their ids; what is gone or taken back meanwhile is left out. */
export async function previewsOf({ db, user }: Pick<PublicContext, 'db' | 'user'>, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await readRows<PreviewRow>(
    db,
    Prisma.sql`
    SELECT ${previewColumns(user)}
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS wanted (id, place)
    JOIN article a ON a.id = wanted.id AND ${isListed}
    JOIN "user" u ON u.id = a.author_id
    ORDER BY wanted.place`,
  );
  return rows.map((row) => ({ id: row.id, ...previewOf(row) }));
}

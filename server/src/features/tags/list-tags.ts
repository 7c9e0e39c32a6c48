import type { TagUse } from '@hybrid/contracts';
import type { AnonymousContext } from '../../platform/context.ts';

/** Lists every tag in use, most used first, then by name. */
export async function listTags({ db }: AnonymousContext): Promise<TagUse[]> {
  const groups = await db.articleTag.groupBy({
    by: ['tag'],
    _count: { articleId: true },
    orderBy: [{ _count: { articleId: 'desc' } }, { tag: 'asc' }],
  });
  return groups.map(({ tag, _count }) => ({ tag, articles: _count.articleId }));
}

import type { TagUse } from '@hybrid/contracts';
import { Prisma, readRows } from '@hybrid/prisma';
import type { AnonymousContext } from '../../platform/context.ts';

/** Lists every tag in use, most used first, then by name. */
export async function listTags({ db }: AnonymousContext): Promise<TagUse[]> {
  return readRows<TagUse>(
    db,
    Prisma.sql`SELECT name AS tag, articles_count AS articles FROM tag ORDER BY articles_count DESC, name`,
  );
}

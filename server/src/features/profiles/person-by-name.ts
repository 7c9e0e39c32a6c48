import type { AnonymousContext } from '../../platform/context.ts';

/** Finds a person by name in any case; null where nobody is called that. */
export async function personByName({ db }: Pick<AnonymousContext, 'db'>, name: string): Promise<{ id: string } | null> {
  // By the index that keeps names unique. Prisma's own comparison without regard to case is ILIKE: it reads `_` as any
  // letter, so that one person would be found under the name of another, and it reads every row.
  const [found] = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM "user" WHERE lower(username) = lower(${name}::text)`;
  return found ?? null;
}

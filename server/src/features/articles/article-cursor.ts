import { Prisma } from '@hybrid/prisma';

/** The place in a list after an article, for the next page: its date and, as several may have the same, its id. */
export function cursorOf({ createdAt, id }: { createdAt: Date; id: string }): string {
  return `${createdAt.getTime().toString(radix)}-${id}`;
}

const radix = 36;

/** Whether a row of a list stands after a cursor; every row does where there is none. */
export function isAfter({ date, id }: { date: Prisma.Sql; id: Prisma.Sql }, cursor: string | undefined): Prisma.Sql {
  if (cursor === undefined) return Prisma.sql`true`;
  const hyphen = cursor.indexOf('-');
  const createdAt = new Date(Number.parseInt(cursor.slice(0, hyphen), radix));
  return Prisma.sql`(${date}, ${id}) < (${createdAt.toISOString()}::timestamptz, ${cursor.slice(hyphen + 1)}::uuid)`;
}

import type { Db } from '@hybrid/prisma';

/** What is looked for, in the notation of Postgres. */
export interface TextQuery {
  readonly whole: string;
  /** The ways in which it is looked for, each of which counts by itself when the best is chosen. */
  readonly ways: readonly string[];
}

/**
 * Reads what somebody typed as a query of Postgres.
 *
 * @remarks
 * Every text is indexed twice, as it stands and by its English stems, and is asked for in both ways: `engin` finds
 * "engines" by its beginning, "running" finds "runs" by its stem.
 *
 * @returns null where nothing is left to look for: no word at all, or only words to leave out.
 */
export async function readTextQuery(db: Db, typed: string): Promise<TextQuery | null> {
  const asked = withoutHeaps(typed);
  // websearch_to_tsquery makes something of any text and never fails; querytree says whether an index can answer it.
  const [row] = await db.$queryRaw<{ literal: string | null; stemmed: string | null }[]>`
    SELECT CASE WHEN querytree(literal) NOT IN ('', 'T') THEN literal::text END AS literal,
           CASE WHEN querytree(stemmed) NOT IN ('', 'T') THEN stemmed::text END AS stemmed
    FROM websearch_to_tsquery('simple', ${asked}) AS literal, websearch_to_tsquery('english', ${asked}) AS stemmed`;
  if (!row || row.literal === null) return null;
  const literal = asPrefix(typed, row.literal);
  // Stop words have no stem: of "to be" only the words themselves are left.
  if (row.stemmed === null) return { whole: literal, ways: [literal] };
  return { whole: `(${literal}) | (${row.stemmed})`, ways: [literal, row.stemmed] };
}

/** A minus that leaves no word out says nothing; Postgres keeps count of each and gives up at 32 ("tsquery stack too small"). */
function withoutHeaps(typed: string): string {
  return typed.replace(/-(?!"?[\p{L}\p{N}])/gu, ' ');
}

/**
 * Lets the last word of a query match whatever begins so, as the next letter may be on its way.
 *
 * @remarks
 * Only a word that stands open: behind a quotation mark or another sign it is said. A word to leave out is meant as it
 * stands, or a letter of it would leave out half of everything.
 */
export function asPrefix(typed: string, query: string): string {
  const isOpen = /[\p{L}\p{M}\p{N}]$/u.test(typed) && countQuotes(typed) % 2 === 0;
  const isWord = /'(?:[^']|'')+'$/.test(query);
  const isLeftOut = /!'(?:[^']|'')+'$/.test(query);
  return isOpen && isWord && !isLeftOut ? `${query}:*` : query;
}

function countQuotes(text: string): number {
  return text.split('"').length - 1;
}

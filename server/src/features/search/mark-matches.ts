import type { Segment } from '@hybrid/contracts';
import { Prisma } from '@hybrid/prisma';
import type { Db } from '@hybrid/prisma';
import { plainText } from './plain-text.ts';

/** What of an article is shown with its matches marked. */
interface Marked {
  readonly title: Segment[];
  readonly snippet: Segment[];
}

interface Texts {
  readonly title: string;
  readonly description: string;
  readonly body: string;
}

/** As far into a text as a passage is looked for: 15 minutes of reading, which Postgres parses in milliseconds. */
const searchedLettersMax = 20_000;
// Control characters stand in no text that people write, and are taken out of what is marked: nobody can forge a match.
const [start, stop] = ['\u0002', '\u0003'];
const marks = `StartSel="${start}", StopSel="${stop}"`;
const whole = `HighlightAll=true, ${marks}`;
const passages = `MaxFragments=2, MaxWords=20, MinWords=8, FragmentDelimiter=" … ", ${marks}`;
const columns = { title: Prisma.sql`title`, description: Prisma.sql`description`, body: Prisma.sql`body` };

/** Marks in the titles and texts of articles what a query matches, in their order. */
export async function markMatches(db: Db, query: string, articles: readonly Texts[]): Promise<Marked[]> {
  const texts = articles.map(({ title, description, body }) => ({
    title: unmarked(title),
    description: unmarked(description),
    body: unmarked(plainText(body.slice(0, searchedLettersMax))),
  }));
  const rows = await db.$queryRaw<Texts[]>`
    SELECT ${headline('title', whole)} AS title, ${headline('description', whole)} AS description,
           ${headline('body', passages)} AS body
    FROM unnest(
      ${texts.map(({ title }) => title)}::text[],
      ${texts.map(({ description }) => description)}::text[],
      ${texts.map(({ body }) => body)}::text[]
    ) WITH ORDINALITY AS each_of (title, description, body, place)
    ORDER BY place`;
  return rows.map((row, index) => ({
    title: segmentsOf(row.title),
    snippet: segmentsOf(row.body.includes(start) ? opened(row.body, texts[index]?.body ?? '') : row.description),
  }));

  // By stems first, which match more; the beginning of a word may be the beginning of no stem.
  function headline(column: keyof Texts, options: string) {
    const text = columns[column];
    return Prisma.sql`(
      SELECT CASE WHEN strpos(stemmed, ${start}) > 0 THEN stemmed
        ELSE ts_headline('simple', ${text}, ${query}::tsquery, ${options}) END
      FROM ts_headline('english', ${text}, ${query}::tsquery, ${options}) AS stemmed)`;
  }
}

/** A passage from the middle of a text says at both ends that there is more. */
function opened(passage: string, text: string): string {
  const plain = unmarked(passage);
  const before = text.startsWith(plain.slice(0, 20)) ? '' : '… ';
  const after = text.endsWith(plain.slice(-20)) ? '' : ' …';
  return before + passage + after;
}

function unmarked(text: string): string {
  return text.replaceAll(start, '').replaceAll(stop, '');
}

/** Cuts a marked text into pieces. */
function segmentsOf(marked: string): Segment[] {
  return marked
    .split(start)
    .flatMap((part, index) => {
      if (index === 0) return [{ text: part, isMatch: false }];
      const [match = '', ...rest] = part.split(stop);
      return [
        { text: match, isMatch: true },
        { text: rest.join(''), isMatch: false },
      ];
    })
    .filter(({ text }) => text !== '');
}

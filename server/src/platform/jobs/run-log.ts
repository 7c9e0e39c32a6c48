import { z } from 'zod';
import { withoutSecrets } from './without-secrets.ts';

/** One line that a job logged. */
export interface LoggedLine {
  readonly at: string;
  readonly level: string;
  readonly text: string;
  /** What else was said, by name. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What is kept of the lines of an attempt. */
export interface KeptLog {
  readonly lines: readonly LoggedLine[];
  /** How many were left out between the first and the last. */
  readonly omitted: number;
}

/** The first lines tell how it began, the last ones how it ended: of what lies between nothing is kept. */
const firstMax = { lines: 50, characters: 16_000 };
const lastMax = { lines: 150, characters: 48_000 };
/** And of one line no more. */
const lineMax = 4000;

/** Keeps what a job logs while an attempt goes on, as far as it is kept. */
export class RunLog {
  /** How many lines there were. */
  count = 0;
  readonly #first: string[] = [];
  #firstLength = 0;
  readonly #last: string[] = [];
  #lastLength = 0;

  /** Takes a line as the log wrote it. */
  add(line: string): void {
    this.count += 1;
    if (this.#isAmongFirst(line)) {
      this.#first.push(line);
      this.#firstLength += line.length;
      return;
    }
    this.#last.push(line);
    this.#lastLength += line.length;
    while (this.#isTooLong()) this.#lastLength -= this.#last.shift()?.length ?? 0;
  }

  #isAmongFirst({ length }: string): boolean {
    const { lines, characters } = firstMax;
    return this.#last.length === 0 && this.#first.length < lines && this.#firstLength + length <= characters;
  }

  /** The last line itself is kept however long it is: it is cut when it is read. */
  #isTooLong(): boolean {
    const { lines, characters } = lastMax;
    return this.#last.length > lines || (this.#lastLength > characters && this.#last.length > 1);
  }

  /** What is kept so far. */
  kept(): KeptLog {
    const lines = [...this.#first, ...this.#last];
    return { lines: lines.map(readLine), omitted: this.count - lines.length };
  }
}

const Line = z.looseObject({
  time: z.string(),
  level: z.string(),
  msg: z.string().default(''),
  // Of the attempt they are known.
  requestId: z.unknown().optional(),
  job: z.unknown().optional(),
  jobId: z.unknown().optional(),
});

function readLine(line: string): LoggedLine {
  const { time, level, msg, requestId: _request, job: _job, jobId: _id, ...fields } = Line.parse(JSON.parse(line));
  const read = { at: time, level, text: msg.slice(0, lineMax) };
  if (Object.keys(fields).length === 0) return read;
  if (line.length <= lineMax) return { ...read, fields };
  // In a part of a text nobody finds the names of secrets any more.
  return { ...read, fields: { cut: JSON.stringify(withoutSecrets(fields)).slice(0, lineMax) } };
}

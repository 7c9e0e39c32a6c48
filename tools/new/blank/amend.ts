/** A few words of a file that are about the product: what stands there, and what stands there instead. */
export interface Amendment {
  readonly file: string;
  /** The words, or the first and the last of them where they are many. */
  readonly before: string | readonly [first: string, last: string];
  readonly after: string;
}

/**
 * Makes an amendment.
 *
 * @throws Error where the words are not there any more: whoever changed them has to look here.
 */
export function amend(text: string, { file, before, after }: Amendment): string {
  const [first, last] = typeof before === 'string' ? [before, ''] : before;
  const start = text.indexOf(first);
  if (start === -1 || text.includes(first, start + 1)) throw new Error(`${file} does not hold once: ${first}`);
  const end = text.indexOf(last, start + first.length);
  if (end === -1) throw new Error(`${file} does not hold, behind ${first}: ${last}`);
  return text.slice(0, start) + after + text.slice(end + last.length);
}

/** Makes those of some amendments that are of a file. */
export function amendAll(file: string, text: string, amendments: readonly Amendment[]): string {
  return amendments.filter((one) => one.file === file).reduce(amend, text);
}

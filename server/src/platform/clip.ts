/**
 * Cuts a text after so many units of UTF-16, and says so by an ellipsis: where it may be too long to be looked through by letters.
 *
 * @public
 */
export function cutLong(text: string, unitsMax: number): string {
  return text.length > unitsMax ? `${text.slice(0, unitsMax).toWellFormed()}…` : text;
}

/** Cuts a text after so many letters, as people count them, and says so by an ellipsis. */
export function clip(text: string, lettersMax: number): string {
  let letters = 0;
  let cut = 0;
  for (const { index } of new Intl.Segmenter().segment(text)) {
    if (letters === lettersMax - 1) cut = index;
    letters += 1;
    if (letters > lettersMax) return `${text.slice(0, cut).trimEnd()}…`;
  }
  return text;
}

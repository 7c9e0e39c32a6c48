/** A predicate of the contract, and what it is in German. */
export type Rule = readonly [pattern: RegExp, german: string];

/** What the product's own features say of a field. */
export const productRules: readonly Rule[] = [
  [/^has too many \(at most ([\d,]+)\)$/, 'hat zu viele Einträge (höchstens $1)'],
  [/^must be a list of tags$/, 'muss eine Liste von Stichwörtern sein'],
  [/^must be the next of another page$/, 'muss von einer anderen Seite der Liste stammen'],
  [/^must be mail for the digest$/, 'muss für die Zusammenfassung E-Mail sein'],
  [/^must be one of the reasons$/, 'muss einer der genannten Gründe sein'],
  [/^must be the id of a draft$/, 'muss die Kennung eines Entwurfs sein'],
  [/^must be the number of a comment$/, 'muss die Nummer eines Kommentars sein'],
  [/^must be a date and a time$/, 'muss ein Datum mit Uhrzeit sein'],
];

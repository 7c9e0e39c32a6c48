/** What a column holds. */
export type Cell = string | number | boolean | Date | object | null;

/** How a download is written. */
export interface Format {
  readonly ending: string;
  readonly type: string;
  /** What stands before the first row, between two and behind the last. */
  head(names: readonly string[]): string;
  readonly between: string;
  readonly foot: string;
  row(names: readonly string[], cellOf: (name: string) => Cell): string;
}

const csv: Format = {
  ending: 'csv',
  type: 'text/csv; charset=utf-8',
  head: (names) => `${names.map(quoted).join(',')}\r\n`,
  between: '',
  foot: '',
  row: (names, cellOf) => `${names.map((name) => csvCell(cellOf(name))).join(',')}\r\n`,
};

const json: Format = {
  ending: 'json',
  type: 'application/json; charset=utf-8',
  head: () => '[\n',
  between: ',\n',
  foot: '\n]\n',
  row: (names, cellOf) => JSON.stringify(Object.fromEntries(names.map((name) => [name, cellOf(name)]))),
};

/** The formats of downloads. */
export const formats: readonly Format[] = [csv, json];

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return quoted(guarded(textOf(cell)));
}

function textOf(cell: string | object): string {
  if (typeof cell === 'string') return cell;
  return cell instanceof Date ? cell.toISOString() : JSON.stringify(cell);
}

/**
 * A spreadsheet takes a cell for a formula that begins like one, also behind blanks and where the sign is of full width, and runs
 * what a stranger has called themselves. An apostrophe before it makes it a text.
 */
function guarded(text: string): string {
  return /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
}

/** RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import type { Archive } from './archive.ts';

/** One kind of thing that goes into an export. */
export interface ExportPart {
  /** How many there are, to know how far the whole has come. */
  count(): Promise<number>;
  /** Writes them, and tells of each batch how many it held. */
  write(archive: Archive): AsyncGenerator<number>;
}

interface Rows<Row> {
  readonly count: () => Promise<number>;
  /** The rows after one, so many at a time as memory has room for. */
  readonly read: (last: Row | undefined) => Promise<Row[]>;
}

/** A list as one JSON file. */
export function listPart<Row>(name: string, { count, read }: Rows<Row>): ExportPart {
  return {
    count,
    async *write(archive) {
      // The archive asks for the pieces; how many rows they held is told once the file is done.
      let written = 0;
      await archive.add(
        name,
        toJson(batches(read), (size) => (written += size)),
      );
      yield written;
    },
  };
}

/** A file for each row. */
export function filesPart<Row>(rows: Rows<Row> & { add: (archive: Archive, row: Row) => Promise<void> }): ExportPart {
  return {
    count: rows.count,
    async *write(archive) {
      for await (const batch of batches(rows.read)) {
        for (const row of batch) await rows.add(archive, row);
        yield batch.length;
      }
    },
  };
}

async function* batches<Row>(read: Rows<Row>['read']): AsyncGenerator<Row[]> {
  let last: Row | undefined;
  do {
    const rows = await read(last);
    last = rows.at(-1);
    if (rows.length > 0) yield rows;
  } while (last !== undefined);
}

async function* toJson<Row>(found: AsyncIterable<Row[]>, tell: (size: number) => void): AsyncGenerator<string> {
  let before = '[';
  for await (const rows of found) {
    yield `${before}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
    before = ',';
    tell(rows.length);
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { type Format, formats } from './formats.ts';
import { wholeList } from './keyset.ts';
import { type Columns, type Listing, readRows } from './listing.ts';
import type { AdminPage, Download, StaffRole } from './section.ts';

/**
 * Declares the downloads of a list, `export.csv` and `export.json`: all rows that its page would show one page of, with the same
 * question in the address. They belong before a page whose path is a parameter.
 */
export function downloads<Filter, Row>(access: StaffRole, listing: Listing<Filter, Row>): AdminPage[] {
  return formats.map((format): AdminPage => ({
    kind: 'download',
    access,
    path: `/export.${format.ending}`,
    read: async (request) => {
      const filter = await listing.filterOf(request);
      const pages = wholeList(async (page) => {
        if (page.cursor !== null) await demandAsBefore(request.ctx);
        return readRows(listing, request.ctx, { filter, page });
      }, listing.ids);
      const day = request.ctx.now().toISOString().slice(0, 10);
      return {
        name: `${listing.name}-${day}.${format.ending}`,
        type: format.type,
        parts: written(format, listing.columns, pages),
      };
    },
  }));
}

/**
 * Sees to it, before each part but the first, that whoever asked may still have it: one that is taken slowly lasts for hours.
 *
 * @throws FORBIDDEN to whoever was suspended or has another role since.
 */
async function demandAsBefore({ db, user: { id, role } }: Context): Promise<void> {
  const isAsBefore = await db.user.count({ where: { id, role, suspendedAt: null } });
  if (isAsBefore === 0) throw platformFailure('FORBIDDEN');
}

/** Writes pages of rows as parts of a text. Its beginning comes with the first rows, so that what fails at once is seen before it. */
async function* written<Row>(
  { head, between, row, foot }: Format,
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const names = Object.keys(columns);
  let lead = head(names);
  let isBegun = false;
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield lead + rows.map((one) => row(names, (name) => columns[name]?.(one) ?? null)).join(between);
    lead = between;
    isBegun = true;
  }
  yield isBegun ? foot : lead + foot;
}

/** Sends a file part by part, as fast as it is taken: what nobody takes is not made. */
export async function sendDownload(req: Request, res: Response, { name, type, parts }: Download): Promise<void> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  res.status(200).type(type).set('Content-Disposition', `attachment; filename="${name}"`);
  if (req.method === 'HEAD') {
    await iterator.return?.();
    return void res.end();
  }
  try {
    await pipeline(Readable.from(startingWith(first, iterator), { objectMode: true, highWaterMark: 1 }), res);
  } catch (error) {
    // Whoever asked has left: there is nobody to tell.
    if (!isLeft(error)) throw error;
  }
}

async function* startingWith(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function isLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

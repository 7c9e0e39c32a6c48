import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';
import { platformFailure } from '../failure.ts';

/** A file that is served as it is, read once. */
export interface PackedFile {
  /** With a hash of what is in it: a browser keeps it for a year, and sees a release at once. */
  readonly name: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly packed: Buffer;
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Reads a file and packs it, under the name that is to stand in its address. */
export function packFile(file: string, stem: string): PackedFile {
  const ending = extname(file);
  // Published files end with the address of a source map, which is not served.
  const plain = Buffer.from(readFileSync(file, 'utf8').replace(/\n?\/[/*]# sourceMappingURL=\S+(\s*\*\/)?\s*$/, '\n'));
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  return { name: `${stem}.${hash}${ending}`, type: types[ending] ?? 'text/plain', plain, packed: gzipSync(plain) };
}

/**
 * Reads the scripts of a folder and packs them, below a name with a hash of them all.
 *
 * @remarks
 * They import each other by their plain names, which hold wherever the folder stands.
 */
export function packScripts(folder: string): PackedFile[] {
  const names = readdirSync(folder).filter((name) => extname(name) === '.js');
  const texts = names.toSorted().map((name): [string, Buffer] => [name, readFileSync(join(folder, name))]);
  const hash = createHash('sha256');
  for (const [name, plain] of texts) hash.update(name).update(plain);
  const above = hash.digest('hex').slice(0, 12);
  return texts.map(([name, plain]) => ({
    name: `${above}/${name}`,
    type: types['.js'] ?? '',
    plain,
    packed: gzipSync(plain),
  }));
}

/** Serves files by the parameters `folder`, where there is one, and `name` of the route, each kept for a year. */
export function servePacked(files: readonly PackedFile[]): RequestHandler {
  const byName = new Map(files.map((file) => [file.name, file]));
  return (req, res) => {
    const { folder, name } = req.params;
    const file = byName.get([folder, name].flatMap((part) => part ?? []).join('/'));
    if (!file) throw platformFailure('NOT_FOUND');
    res.set('Cache-Control', 'public, max-age=31536000, immutable').type(file.type);
    sendPacked(req, res, file);
  };
}

/** Sends what was packed beforehand, as the caller can unpack it. */
export function sendPacked(req: Request, res: Response, { plain, packed }: Pick<PackedFile, 'plain' | 'packed'>): void {
  res.set('Vary', 'Accept-Encoding');
  if (req.acceptsEncodings('gzip') === 'gzip') res.set('Content-Encoding', 'gzip').send(packed);
  else res.send(plain);
}

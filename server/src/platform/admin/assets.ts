import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RequestHandler, Router } from 'express';
import { platformFailure } from '../failure.ts';

/** The files that the pages load. */
export interface Assets {
  /** The address of each file, with a hash of what is in it. */
  readonly urls: Readonly<Record<'htmx' | 'sse' | 'script' | 'style' | 'icon', string>>;
  readonly routes: Router;
}

interface Asset {
  readonly name: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly packed: Buffer;
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/**
 * Reads the admin's own files and those of htmx, once, and serves them from this origin.
 *
 * @remarks
 * A name changes with its content, so that a browser keeps a file for a year and a release is seen at once.
 */
export function loadAssets(root: string): Assets {
  const own = join(root, 'admin-views/assets');
  const htmx = dirname(createRequire(import.meta.url).resolve('htmx.org'));
  const files = {
    htmx: load(join(htmx, 'htmx.min.js'), 'htmx'),
    sse: load(join(htmx, 'ext/hx-sse.min.js'), 'hx-sse'),
    script: load(join(own, 'admin.js'), 'admin'),
    style: load(join(own, 'admin.css'), 'admin'),
    icon: load(join(own, 'icon.svg'), 'icon'),
  };
  return {
    urls: {
      htmx: urlOf(files.htmx),
      sse: urlOf(files.sse),
      script: urlOf(files.script),
      style: urlOf(files.style),
      icon: urlOf(files.icon),
    },
    routes: Router().get('/:name', serve(new Map(Object.values(files).map((file) => [file.name, file])))),
  };
}

function urlOf({ name }: Asset): string {
  return `/admin/assets/${name}`;
}

function load(file: string, stem: string): Asset {
  const ending = extname(file);
  // The published files end with the address of a source map, which is not served.
  const plain = Buffer.from(readFileSync(file, 'utf8').replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  return { name: `${stem}.${hash}${ending}`, type: types[ending] ?? 'text/plain', plain, packed: gzipSync(plain) };
}

function serve(files: ReadonlyMap<string, Asset>): RequestHandler {
  return (req, res) => {
    const file = files.get(String(req.params['name']));
    if (!file) throw platformFailure('NOT_FOUND');
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' }).type(file.type);
    if (req.acceptsEncodings('gzip') === 'gzip') res.set('Content-Encoding', 'gzip').send(file.packed);
    else res.send(file.plain);
  };
}

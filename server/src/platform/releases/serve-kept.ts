import { extname } from 'node:path';
import type { Request, RequestHandler } from 'express';
import { sendStored } from '../storage/send-stored.ts';
import type { Storage, StoredFile } from '../storage/storage.ts';
import { fileKey } from './release-files.ts';

/** As Vite writes them; nothing else was ever kept. */
const assetName = /^\/((?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.\w+)$/;

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Serves the assets of earlier releases, which tabs that are still open ask for. */
export function serveKept(storage: Storage): RequestHandler {
  return async (req, res, next) => {
    const name = nameOf(req);
    const found = name === null ? null : await find(storage, name, req);
    if (name === null || found === null) return next();
    if (found.encoding !== null) res.set('Content-Encoding', found.encoding);
    res.type(extname(name)).set({ 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding' });
    await sendStored(req, res, found.file);
  };
}

function nameOf({ method, path }: Request): string | null {
  return method === 'GET' || method === 'HEAD' ? (assetName.exec(path)?.[1] ?? null) : null;
}

interface Found {
  readonly file: StoredFile;
  readonly encoding: string | null;
}

async function find(storage: Storage, name: string, req: Request): Promise<Found | null> {
  for (const [encoding, ending] of encodings) {
    if (!req.acceptsEncodings(encoding)) continue;
    const file = await storage.get(fileKey(`${name}${ending}`));
    if (file) return { file, encoding };
  }
  const file = await storage.get(fileKey(name));
  return file && { file, encoding: null };
}

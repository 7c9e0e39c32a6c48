import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response, Router } from 'express';
import { platformFailure } from '../failure.ts';
import { sendPacked } from './packed-file.ts';

/** A text that is the same for everybody until the next release, packed, and the tag that it is asked for by. */
export interface PackedText {
  readonly plain: Buffer;
  readonly packed: Buffer;
  readonly tag: string;
}

/** Packs a text. */
export function packText(text: string): PackedText {
  const plain = Buffer.from(text);
  // Weak: packed or not, it is the same text.
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { plain, packed: gzipSync(plain), tag };
}

/** Sends a text, or 304 to whoever has it. */
export function sendText(req: Request, res: Response, { tag, ...packed }: PackedText): void {
  res.set({ 'Cache-Control': 'no-cache', ETag: tag });
  sendPacked(req, res, packed);
}

/** Answers GET and HEAD at a path; every other method is refused, and told which there are. */
export function answerGet(router: Router, path: string, handler: RequestHandler): void {
  router
    .route(path)
    .get(handler)
    .all((_req, res) => {
      res.set('Allow', 'GET, HEAD');
      throw platformFailure('METHOD_NOT_ALLOWED');
    });
}

/** Makes what is dear when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

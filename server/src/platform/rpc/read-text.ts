import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';

/**
 * Reads a body as text, to its end.
 *
 * @returns null for a body whose sender went away.
 * @throws PAYLOAD_TOO_LARGE as soon as it is longer than `bytesMax`.
 */
export function readText(req: IncomingMessage, bytesMax: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= bytesMax) return;
      // What is still to come flows away, so that the answer can be read.
      req.off('data', onData);
      reject(new TRPCError({ code: 'PAYLOAD_TOO_LARGE' }));
    };
    req.on('data', onData);
    req.once('end', () => resolve(textOf(chunks)));
    req.once('close', () => resolve(null));
  });
}

/** Most bodies come in one piece. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks);
  const text = whole.toString('utf8');
  // As whatever decodes UTF-8 does: a mark of the byte order is none of the text.
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

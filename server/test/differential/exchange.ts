import { once } from 'node:events';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** A request, byte for byte as it goes out. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
  /** How the end of the body is told. */
  readonly framing: 'length' | 'chunked';
  /** Whether the client goes away before it has sent the whole body. */
  readonly isCut: boolean;
}

/** What came back; of a request that was cut, nothing is waited for. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/**
 * What two ways of serving may differ in, each for a reason.
 *
 * - `content-length`, `transfer-encoding`: the adapter streams every answer in chunks, the fast path knows how long one is.
 * - `date`: the second may be another.
 * - `connection`, `keep-alive`: of the connection, not of the answer.
 * - `etag`, `content-encoding`, and `accept-encoding` in `vary`: the adapter neither tags nor packs; what is unpacked has to be the same.
 */
const tolerated = new Set([
  'content-length',
  'transfer-encoding',
  'date',
  'connection',
  'keep-alive',
  'etag',
  'content-encoding',
]);

/** Sends a request on a connection of its own, and reads to the end of it. */
export async function exchange(port: number, request: RawRequest): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    // A stream has said its last, and waits for its client to leave.
    if (/^event: (?:return|serialized-error)$/m.test(chunk.toString('latin1'))) socket.destroySoon();
  });
  // A server that has answered may close while the rest of a body is on its way.
  socket.on('error', () => undefined);
  const bytes = bytesOf(request);
  if (request.isCut) socket.end(bytes.subarray(0, -1));
  else socket.write(bytes);
  if (!socket.closed) await once(socket, 'close');
  return request.isCut ? { status: 0, headers: [], body: '' } : parse(Buffer.concat(chunks));
}

function bytesOf({ method, target, headers, body, framing }: RawRequest): Buffer {
  const framed = body === null ? [] : framingOf(body, framing);
  const lines = [...headers, ['Connection', 'close'], ...framed].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  if (body === null) return head;
  return Buffer.concat(framing === 'length' ? [head, body] : [head, chunked(body)]);
}

function framingOf(body: Buffer, framing: RawRequest['framing']): [string, string][] {
  return framing === 'length' ? [['Content-Length', String(body.length)]] : [['Transfer-Encoding', 'chunked']];
}

/** In two pieces, so that the reader has to put them together. */
function chunked(body: Buffer): Buffer {
  const half = body.length >> 1;
  const pieces = [body.subarray(0, half), body.subarray(half)].filter(({ length }) => length > 0);
  const parts = pieces.flatMap((piece) => [
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}

function parse(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [status = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((line) => line.replace(/^[^:]*/, (name) => name.toLowerCase()));
  const isChunked = headers.includes('transfer-encoding: chunked');
  const rest = isChunked ? joined(bytes.subarray(end + 4)) : bytes.subarray(end + 4);
  return {
    status: Number(status.split(' ')[1]),
    headers: headers
      .filter((line) => !tolerated.has(line.split(':')[0] ?? ''))
      .map((line) => line.replace(/^(vary: .*), Accept-Encoding$/, '$1'))
      .toSorted(),
    body: unpacked(rest, headers).toString('utf8'),
  };
}

function unpacked(body: Buffer, headers: readonly string[]): Buffer {
  if (headers.includes('content-encoding: gzip')) return gunzipSync(body);
  return headers.includes('content-encoding: br') ? brotliDecompressSync(body) : body;
}

function joined(rest: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < rest.length;) {
    const lineEnd = rest.indexOf('\r\n', at);
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    pieces.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}

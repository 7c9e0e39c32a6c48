import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { answerText } from './text-answer.ts';

const texts: Record<string, string> = {
  '/short': 'A short answer, with an ä.',
  '/page': JSON.stringify(Array.from({ length: 60 }, (_, id) => ({ id, title: `Nr. ${id} – of moss, and of ferns` }))),
  '/long': JSON.stringify(
    Array.from({ length: 4000 }, (_, id) => ({ id, title: `Nr. ${id} – of moss, and of ferns` })),
  ),
};

interface Asked {
  readonly method?: string;
  readonly status?: number;
  readonly vary?: string;
  readonly headers?: Record<string, string>;
}

interface Told {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks a server of `node:http` alone, by a client that adds nothing of its own and unpacks nothing. */
async function ask(path: string, { method = 'GET', status = 200, vary, headers = {} }: Asked = {}): Promise<Told> {
  const server = createServer((req, res) => {
    if (vary !== undefined) res.setHeader('Vary', vary);
    res.setHeader('Cache-Control', 'private, no-cache');
    answerText(req, res, { status, type: 'application/json', text: texts[req.url ?? ''] ?? '' });
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

const unpack: Record<string, (packed: Buffer) => Buffer> = { gzip: gunzipSync, br: brotliDecompressSync };

test.each([
  ['gzip, deflate, br, zstd', 'gzip'],
  ['br', 'br'],
  ['br, gzip', 'br'],
  ['gzip;q=0.5, br;q=0.8', 'br'],
  ['br;q=0, gzip;q=0.001', 'gzip'],
  ['GZIP', 'gzip'],
  ['*', 'gzip'],
  ['*;q=0.5, gzip;q=0', 'br'],
  ['identity, gzip;q=0.5', undefined],
  ['gzip;q=0', undefined],
  ['deflate, zstd', undefined],
  ['', undefined],
  ['identity;q=0, *;q=0', undefined],
  ['nonsense;;;q=,', undefined],
])('to who accepts "%s" a page goes as %s, and is the same page', async (accepted, encoding) => {
  for (const path of ['/page', '/long']) {
    const { status, headers, body } = await ask(path, { headers: { 'accept-encoding': accepted } });
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding']);
    expect(Number(headers['content-length'])).toBe(body.length);
    expect((encoding === undefined ? body : unpack[encoding]?.(body))?.toString()).toBe(texts[path]);
    if (encoding !== undefined) expect(body.length).toBeLessThan((texts[path]?.length ?? 0) / 3);
  }
});

test('a short answer goes as it is, and so does one to who says nothing of encodings', async () => {
  const short = await ask('/short', { headers: { 'accept-encoding': 'gzip, br' } });
  expect([short.headers['content-encoding'], short.headers.vary]).toEqual([undefined, undefined]);
  expect([short.body.toString(), short.headers['content-length']]).toEqual([texts['/short'], '27']);
  const page = await ask('/page');
  expect([page.headers['content-encoding'], page.headers.vary]).toEqual([undefined, 'Accept-Encoding']);
  expect(page.body.toString()).toBe(texts['/page']);
});

test('what an answer varies by already, it goes on to vary by', async () => {
  expect((await ask('/page', { vary: 'Cookie' })).headers.vary).toBe('Cookie, Accept-Encoding');
});

test('who has an answer is told so without it, packed or not, and by the same headers', async () => {
  const { headers } = await ask('/page', { vary: 'Cookie', headers: { 'accept-encoding': 'gzip' } });
  const { etag = '' } = headers;
  expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
  for (const held of [etag, etag.slice(2), `"other", ${etag}`, `W/"a",${etag} `, '*']) {
    for (const method of ['GET', 'HEAD']) {
      const again = await ask('/page', { method, vary: 'Cookie', headers: { 'if-none-match': held } });
      expect([again.status, again.body.length], held).toEqual([304, 0]);
      const {
        etag: tag,
        vary,
        'cache-control': control,
        'content-type': type,
        'content-length': length,
      } = again.headers;
      expect([tag, vary, control]).toEqual([etag, 'Cookie, Accept-Encoding', 'private, no-cache']);
      expect([type, length]).toEqual([undefined, undefined]);
    }
  }
  for (const held of ['"other"', 'W/""', etag.slice(0, -1), etag.toLowerCase(), '']) {
    expect((await ask('/page', { headers: { 'if-none-match': held } })).status, held).toBe(200);
  }
  expect((await ask('/long', { headers: { 'if-none-match': etag } })).status).toBe(200);
});

test('only a read that went well has a tag, and is spared to who has it', async () => {
  for (const asked of [{ method: 'POST' }, { status: 201 }, { status: 404 }]) {
    const { status, headers, body } = await ask('/page', { ...asked, headers: { 'if-none-match': '*' } });
    expect([status, headers.etag]).toEqual([asked.status ?? 200, undefined]);
    expect(body.toString()).toBe(texts['/page']);
  }
});

test('HEAD is told what GET would be, without the text', async () => {
  for (const path of ['/short', '/page', '/long']) {
    const headers = { 'accept-encoding': 'br' };
    const [get, head] = [await ask(path, { headers }), await ask(path, { method: 'HEAD', headers })];
    const { date: _, ...told } = get.headers;
    expect(head.headers).toMatchObject(told);
    expect(head.body.length).toBe(0);
  }
});

import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

const accessKeyId = 'conduit';
const secretAccessKey = 'a secret/with+signs';
const region = 'eu-test-1';
const bucketName = 'files';
/** So few that a test with a handful of files sees several pages. */
const pageSize = 3;

interface Kept {
  readonly body: Buffer;
  readonly type: string;
  readonly at: Date;
}

/** A small service that speaks S3, for one test. */
export interface Bucket {
  /** What STORAGE_URL has to be. */
  readonly url: string;
  /** Answers the next so many requests with a status, as a service in trouble does. */
  fail(status: number, times: number): void;
  /** Answers nothing from now on. */
  hang(): void;
  /** The requests that came: `PUT /files/a`. */
  readonly requests: string[];
}

/** Starts the service: it checks every signature, lists in pages, and knows one bucket. */
export async function startBucket(): Promise<Bucket> {
  const files = new Map<string, Kept>();
  const state = { failures: [] as number[], isHanging: false, requests: [] as string[] };
  const server = createServer((req, res) => {
    state.requests.push(`${req.method} ${req.url}`);
    if (state.isHanging) return;
    void answer(req, res, files, state.failures.shift());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const credentials = `${encodeURIComponent(accessKeyId)}:${encodeURIComponent(secretAccessKey)}`;
  return {
    url: `s3+http://${credentials}@127.0.0.1:${port}/${bucketName}?region=${region}`,
    fail: (status, times) => state.failures.push(...Array<number>(times).fill(status)),
    hang: () => (state.isHanging = true),
    requests: state.requests,
  };
}

// oxlint-disable-next-line max-params
async function answer(req: IncomingMessage, res: ServerResponse, files: Map<string, Kept>, failure?: number) {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(req.url ?? '', `http://${req.headers.host}`);
  if (failure !== undefined) return refuse(res, failure, 'SlowDown');
  if (!isSigned(req, url, body)) return refuse(res, 403, 'SignatureDoesNotMatch');
  const [, bucket, ...rest] = url.pathname.split('/');
  if (bucket !== bucketName) return refuse(res, 404, 'NoSuchBucket');
  const key = decodeURIComponent(rest.join('/'));
  if (key === '') return list(res, url, files);
  serve({ req, res, key, body, files });
}

interface Served {
  req: IncomingMessage;
  res: ServerResponse;
  key: string;
  body: Buffer;
  files: Map<string, Kept>;
}

function serve({ req, res, key, body, files }: Served): void {
  if (req.method === 'PUT') {
    files.set(key, { body, type: req.headers['content-type'] ?? '', at: new Date() });
    res.end();
  } else if (req.method === 'DELETE') {
    files.delete(key);
    res.writeHead(204).end();
  } else {
    const file = files.get(key);
    if (!file) return refuse(res, 404, 'NoSuchKey');
    const { type, at } = file;
    res.writeHead(200, {
      'content-type': type,
      'content-length': file.body.length,
      'last-modified': at.toUTCString(),
    });
    res.end(file.body);
  }
}

function list(res: ServerResponse, { searchParams }: URL, files: Map<string, Kept>): void {
  if (searchParams.get('list-type') !== '2') return refuse(res, 400, 'InvalidArgument');
  // Opaque, and with signs that have to be escaped in XML and in an address.
  const after = (searchParams.get('continuation-token') ?? '').replace(/^a&b=\+/, '');
  const keys = [...files.keys()].filter((key) => key.startsWith(searchParams.get('prefix') ?? '') && key > after);
  const page = keys.toSorted().slice(0, pageSize);
  const contents = page.map((key) => {
    const { at, body } = files.get(key) ?? { at: new Date(0), body: '' };
    return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${body.length}</Size></Contents>`;
  });
  const next =
    keys.length > page.length ? `<NextContinuationToken>a&amp;b=+${page.at(-1)}</NextContinuationToken>` : '';
  res.end(
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${contents.join('')}${next}</ListBucketResult>`,
  );
}

function refuse(res: ServerResponse, status: number, code: string): void {
  res.writeHead(status, { 'content-type': 'application/xml' });
  res.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>It is &quot;so&quot;.</Message></Error>`);
}

/** What a request says of who signed it, and how. */
function claimOf({ headers }: IncomingMessage) {
  const parts = /^AWS4-HMAC-SHA256 Credential=(.+), SignedHeaders=(.+), Signature=(.+)$/.exec(
    headers.authorization ?? '',
  );
  const [credential = '', names = '', signature = ''] = parts?.slice(1) ?? [];
  return {
    credential,
    names: names.split(';'),
    signature,
    at: String(headers['x-amz-date']),
    payload: String(headers['x-amz-content-sha256']),
  };
}

/** AWS Signature Version 4, from its specification: what the service computes for itself, and compares. */
function isSigned(req: IncomingMessage, url: URL, body: Buffer): boolean {
  const { credential, names, signature, at, payload } = claimOf(req);
  const scope = [at.slice(0, 8), region, 's3', 'aws4_request'];
  const isBodyTrue = payload === (req.method === 'PUT' ? sha256(body) : 'UNSIGNED-PAYLOAD');
  const isForUs = credential === [accessKeyId, ...scope].join('/');
  if (!isBodyTrue || !isForUs || !names.includes('host')) return false;

  const query = [...url.searchParams].map(([name, value]) => `${escape(name)}=${escape(value)}`).toSorted();
  const headers = names.map((name) => `${name}:${String(req.headers[name]).trim()}`);
  const canonical = [req.method, url.pathname, query.join('&'), ...headers, '', names.join(';'), payload].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n');
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of scope) key = createHmac('sha256', key).update(part).digest();
  return signature === createHmac('sha256', key).update(toSign).digest('hex');
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function escape(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

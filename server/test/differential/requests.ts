import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { type Calling, oddCallings, usualCallings } from './callings.ts';
import type { RawRequest } from './exchange.ts';
import { oddWriting, paths, plainWriting, queryOf, textOf, usualPath } from './writings.ts';

/** What is sent along, of which the tests know who it stands for. */
export interface Known {
  readonly token: string;
}

const oddBodies = [
  '',
  '{',
  'null',
  '[]',
  '"a"',
  '\uFEFF{"text":"a"}',
  '{"0":{"text":"a"}}',
  '{"length":1}',
  ' {"text":"b"} ',
].map((text) => Buffer.from(text));
const brokenBodies = [
  Buffer.from([0x22, 0xff, 0xc3, 0x22]),
  Buffer.from('"a', 'utf16le'),
  Buffer.alloc(1_048_577, '1'),
  Buffer.alloc(201, '1'),
];

const types = [
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON',
  'application/jsonx',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  '',
];

type Header = readonly [string, string];
const choice = (...all: (readonly Header[])[]): Arbitrary<readonly Header[]> => fc.constantFrom(...all);

/** Each line of which is left out, or one of its kind. */
function oddHeaders({ token }: Known): Arbitrary<readonly Header[]> {
  const lines = [
    choice(
      [],
      [['Accept', '*/*']],
      [['Accept', 'application/jsonl']],
      [['Accept', 'text/html, application/jsonl;q=0.1']],
      [['trpc-accept', 'application/jsonl']],
      [['trpc-accept', '']],
    ),
    choice(
      [],
      [['Authorization', `Bearer ${token}`]],
      [['Authorization', 'Bearer nobody']],
      [['Authorization', 'Basic eA==']],
      [['Authorization', 'Bearer']],
    ),
    choice([], [['Cookie', `session=${token}`]], [['Cookie', 'session=nobody; a=b']], [['Cookie', '']]),
    choice(
      [],
      [['Origin', 'http://127.0.0.1:1']],
      [['Origin', 'https://evil.example']],
      [['Sec-Fetch-Site', 'same-origin']],
      [['Sec-Fetch-Site', 'cross-site']],
    ),
    choice([], [['Idempotency-Key', 'one']], [['Idempotency-Key', 'not a key']], [['Idempotency-Key', 'é']]),
    choice([], [['hybrid-client', 'tests/1.0']], [['hybrid-client', '<b>']], [['hybrid-contract', 'ffffffffffffffff']]),
    choice(
      [],
      [['Accept-Encoding', 'gzip, deflate, br, zstd']],
      [['Accept-Encoding', 'br;q=1, gzip;q=0.1']],
      [['Accept-Encoding', 'identity']],
    ),
    choice([], [['X-Forwarded-For', '10.0.0.1, 10.0.0.2']], [['X-Forwarded-For', 'x']]),
    choice(
      [],
      [['Content-Encoding', 'gzip']],
      [['If-Modified-Since', 'Mon, 01 Jan 2024 00:00:00 GMT']],
      [['Range', 'bytes=0-3']],
      [['If-None-Match', '"another"']],
    ),
  ];
  return fc.tuple(...lines).map((chosen) => chosen.flat());
}

const oddHosts = [
  '127.0.0.1',
  'conduit.example:8080',
  'a:99999',
  'user@host',
  'a b',
  '',
  '999.999.999.999',
  '[::1]',
  'a/b',
];

/** One of those that a client of tRPC's makes, or one that has something out of the ordinary about it. */
export function requestArbitrary(known: Known): Arbitrary<RawRequest> {
  const usual = fc.tuple(usualCallings, plainWriting).map(([calling, writing]): RawRequest => ({
    method: methodOf(calling),
    target: usualPath(calling.names.join(',')) + queryOf(calling, writing),
    headers: [...common('127.0.0.1'), ...(calling.isPosted ? [['Content-Type', 'application/json'] as const] : [])],
    body: bodyOf(calling),
    framing: 'length',
    isCut: false,
  }));
  return fc.oneof({ arbitrary: usual, weight: 1 }, { arbitrary: oddRequest(known), weight: 2 });
}

function common(host: string): Header[] {
  // A proxy in front gives the id, so that both answers hold the same.
  return [
    ['Host', host],
    ['X-Request-Id', 'request-of-both'],
  ];
}

/** Mostly one thing is odd, so that not everything fails for the same reason. */
function oddRequest(known: Known): Arbitrary<RawRequest> {
  const rarely = <T>(odd: Arbitrary<T>, usual: Arbitrary<T>) =>
    fc.oneof({ arbitrary: odd, weight: 1 }, { arbitrary: usual, weight: 5 });
  return fc
    .record({
      calling: rarely(oddCallings, usualCallings),
      writing: rarely(oddWriting, plainWriting),
      path: rarely(fc.constantFrom(...paths), fc.constant(usualPath)),
      method: rarely(fc.constantFrom('HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST', 'GET'), fc.constant('')),
      host: rarely(fc.constantFrom(...oddHosts), fc.constant('127.0.0.1')),
      type: rarely(fc.constantFrom(...types), fc.constant('application/json')),
      headers: rarely(oddHeaders(known), choice([], [['Authorization', `Bearer ${known.token}`]])),
      body: rarely<Buffer | null>(
        fc.oneof(
          { arbitrary: fc.constantFrom(...oddBodies), weight: 20 },
          { arbitrary: fc.constantFrom(...brokenBodies), weight: 1 },
        ),
        fc.constant(null),
      ),
      framing: fc.constantFrom('length' as const, 'chunked' as const),
      isCut: fc.oneof({ arbitrary: fc.constant(true), weight: 1 }, { arbitrary: fc.constant(false), weight: 30 }),
    })
    .map((odd): RawRequest => {
      const { calling, path, headers, host } = odd;
      const body = odd.body ?? bodyOf(calling);
      const type: readonly Header[] = body === null || odd.type === '' ? [] : [['Content-Type', odd.type]];
      return {
        method: odd.method || methodOf(calling),
        target: path(calling.names.join(',')) + queryOf(calling, odd.writing),
        headers: [...common(host), ...type, ...headers],
        body,
        framing: odd.framing,
        isCut: odd.isCut && mayBeCut(calling, body),
      };
    });
}

/** The adapter carries out what has no input of a batch whose rest never came; the fast path carries out all of it, or nothing. */
function mayBeCut(calling: Calling, body: Buffer | null): boolean {
  return body !== null && body.length > 0 && !calling.names.includes('change.bare');
}

function methodOf({ isPosted }: Calling): string {
  return isPosted ? 'POST' : 'GET';
}

function bodyOf(calling: Calling): Buffer | null {
  return calling.isPosted ? Buffer.from(textOf(calling) ?? '') : null;
}

import type { Subject } from './subjects.ts';

/** A request that is sent again and again, and the answer that it has to have. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly status: number;
  /** A piece of the answer that shows that the work was done. */
  readonly holds: string;
}

const json = { 'content-type': 'application/json' };
const slug = 'how-to-build-a-house';
const written = { title: 'A title', body: 'word '.repeat(190), tags: ['a', 'b', 'c'] };
const inputs = Array.from({ length: 10 }, (_, n) => ({ n }));

const rows = ['small query', '4.4 KB query', 'mutation, 1 KB', 'batch of 10', 'declared error'] as const;
export type Row = (typeof rows)[number];
export type Requests = Record<Row, Request>;

/** How each row is asked of a subject, in its own wire format. */
export function requestsOf(subject: Subject): Requests {
  if (subject === 'ours' || subject.startsWith('tRPC')) return ofTrpc;
  return subject === 'oRPC' ? ofOrpc : ofRoutes;
}

const get = (path: string, holds: string, status = 200): Request => ({
  method: 'GET',
  path,
  headers: {},
  status,
  holds,
});
const post = (path: string, body: unknown, holds: string): Request => ({
  method: 'POST',
  path,
  headers: json,
  body: JSON.stringify(body),
  status: 200,
  holds,
});
const sent = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const length = `"length":${written.body.length}`;

const ofTrpc: Requests = {
  'small query': get(`/api/trpc/small?input=${sent({ n: 1 })}`, '"n":2'),
  '4.4 KB query': get(`/api/trpc/article?input=${sent({ slug })}`, slug),
  'mutation, 1 KB': post('/api/trpc/write', written, length),
  'batch of 10': get(
    `/api/trpc/${inputs.map(() => 'small').join(',')}?batch=1&input=${sent(Object.assign({}, inputs))}`,
    '"n":10',
  ),
  'declared error': get(`/api/trpc/missing?input=${sent({ id: 'x' })}`, 'NOT_THERE', 404),
};

const ofOrpc: Requests = {
  'small query': get(`/rpc/small?data=${sent({ json: { n: 1 } })}`, '"n":2'),
  '4.4 KB query': get(`/rpc/article?data=${sent({ json: { slug } })}`, slug),
  'mutation, 1 KB': post('/rpc/write', { json: written }, length),
  'batch of 10': {
    ...post(
      '/rpc/__batch__',
      inputs.map((input) => ({ url: `http://127.0.0.1/rpc/small?data=${sent({ json: input })}`, method: 'GET' })),
      '"n":10',
    ),
    headers: { ...json, 'x-orpc-batch': 'buffered' },
    status: 207,
  },
  'declared error': get(`/rpc/missing?data=${sent({ json: { id: 'x' } })}`, 'NOT_THERE', 404),
};

const ofRoutes: Requests = {
  'small query': get('/small?n=1', '"n":2'),
  '4.4 KB query': get(`/article?slug=${slug}`, slug),
  'mutation, 1 KB': post('/write', written, length),
  'batch of 10': post('/ten', inputs, '"n":10'),
  'declared error': get('/missing?id=x', 'NOT_THERE', 404),
};

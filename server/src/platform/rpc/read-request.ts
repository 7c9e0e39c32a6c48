import type { IncomingMessage } from 'node:http';
import { answerHeaders } from './answer-meta.ts';
import type { CompiledProcedure } from './call.ts';
import { batchMax, bodyBytesMax } from './mount.ts';

/** A request in tRPC's wire format that names queries alone, or mutations alone. */
export interface ReadRequest {
  readonly calls: readonly Called[];
  readonly isBatch: boolean;
  /** The inputs as JSON, from the query; null where they are in the body, or there are none. */
  readonly input: string | null;
  /** How many bytes may be read of the body; 0 where nobody asks for it. */
  readonly bodyBytesMax: number;
}

/** A procedure of a request, by its dotted name. */
export interface Called {
  readonly name: string;
  readonly procedure: CompiledProcedure;
  /** Whether tRPC reads its input: that of a query always, that of a mutation where the contract has one. */
  readonly isInputRead: boolean;
  /** What the headers of an answer say of it where it went well, name and value by turns; `Vary` stands by itself. */
  readonly headers: readonly string[];
  readonly vary: string;
  /** Whether a later call may ask by a tag whether the answer is still the same: it is the same for many, or kept for a while. */
  readonly isTagged: boolean;
}

/** The procedures by name: one look-up for each call. */
export type Callable = ReadonlyMap<string, Called>;

/** Prepares procedures for being looked up. */
export function callableOf(procedures: readonly (readonly [name: string, procedure: CompiledProcedure])[]): Callable {
  return new Map(
    procedures.map(([name, procedure]) => {
      const { kind, input, access, cache } = procedure.contract;
      const { Vary: vary = '', ...headers } = answerHeaders([], [procedure.contract]);
      return [
        name,
        {
          name,
          procedure,
          isInputRead: kind === 'query' || input !== undefined,
          headers: Object.entries(headers).flat(),
          vary,
          isTagged: kind === 'query' && (access === 'anonymous' || cache !== undefined),
        },
      ];
    }),
  );
}

const mountedAt = '/api/trpc/';
const kinds: Partial<Record<string, 'query' | 'mutation'>> = { GET: 'query', POST: 'mutation' };

/**
 * Reads the line and the headers of a request.
 *
 * @returns null for everything out of the ordinary, which is the stock adapter's to answer or to refuse: unknown names, other methods,
 * other types of body, streamed batches, bodies larger than most.
 */
export function readRequest(req: IncomingMessage, callable: Callable): ReadRequest | null {
  const kind = kinds[req.method ?? ''];
  if (kind === undefined || !isPlain(req, kind)) return null;
  const named = readUrl(req.url ?? '', callable);
  if (!named?.calls.every(({ procedure }) => procedure.contract.kind === kind)) return null;
  return kind === 'query' ? { ...named, bodyBytesMax: 0 } : ofMutations(named);
}

type Named = Pick<ReadRequest, 'calls' | 'isBatch' | 'input'>;

function readUrl(url: string, callable: Callable): Named | null {
  const address = addressOf(url);
  const parameters = address && readParameters(address.query);
  const calls = parameters && findCalls(callable, address.path, parameters.isBatch);
  return calls && { ...parameters, calls };
}

/** A larger body is read only of who is signed in, which the adapter's mount asks first. */
function ofMutations(named: Named): ReadRequest | null {
  const cap = bodyCap(named.calls);
  return cap > bodyBytesMax ? null : { ...named, input: null, bodyBytesMax: cap };
}

/** What an address under ours names; null for another, and for one with a fragment, which no client sends. */
function addressOf(url: string): { readonly path: string; readonly query: string } | null {
  if (!url.startsWith(mountedAt) || url.includes('#')) return null;
  const at = url.indexOf('?');
  if (at === -1) return { path: url.slice(mountedAt.length), query: '' };
  return { path: url.slice(mountedAt.length, at), query: url.slice(at + 1) };
}

function findCalls(callable: Callable, path: string, isBatch: boolean): readonly Called[] | null {
  const names = isBatch ? path.split(',', batchMax + 1) : [path];
  const calls = names.flatMap((name) => callable.get(name) ?? []);
  return calls.length < names.length || calls.length > batchMax ? null : calls;
}

/** The least cap of them; 0 where none of them has an input. */
function bodyCap(calls: readonly Called[]): number {
  if (!calls.some(({ isInputRead }) => isInputRead)) return 0;
  return Math.min(...calls.map(({ procedure }) => procedure.contract.bodyBytesMax ?? bodyBytesMax));
}

/** Whether the stock adapter would read the request as JSON, and answer with JSON. */
function isPlain({ headers }: IncomingMessage, kind: 'query' | 'mutation'): boolean {
  const { 'content-type': type = '', accept = '', host = '' } = headers;
  const isJson =
    kind === 'query' ? !/^(?:multipart\/form-data|application\/octet-stream)/.test(type) : isJsonType(type);
  return isJson && headers['trpc-accept'] === undefined && !accept.includes('application/jsonl') && isSoundHost(host);
}

function isJsonType(type: string): boolean {
  return type.startsWith('application/json');
}

let soundHost = 'localhost';

/** The adapter refuses a host that makes no address. Most requests name the host that the one before did. */
function isSoundHost(host: string): boolean {
  if (host === soundHost) return true;
  if (host.includes('@') || !URL.canParse(`http://${host}`)) return false;
  soundHost = host;
  return true;
}

type Parameters = Pick<ReadRequest, 'isBatch' | 'input'>;

function readParameters(query: string): Parameters | null {
  const parameters = new URLSearchParams(query);
  // What a connection says of itself is the adapter's to read.
  if (parameters.has('connectionParams')) return null;
  return { isBatch: parameters.get('batch') === '1', input: parameters.get('input') || null };
}

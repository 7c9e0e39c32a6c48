import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import { callMutation, callQuery } from '../wire.ts';
import { openStream } from './open-stream.ts';
import type { Outcome } from './promises.ts';

/** A call, as it is sent. */
export interface SentCall {
  readonly name: string;
  readonly input: unknown;
  readonly token: string | null;
  readonly key: string | null;
  /** Whether it has to be refused, whatever is sent. */
  readonly isRefused: boolean;
}

const Wrong = z.object({
  data: z.object({ httpStatus: z.number(), error: z.object({ name: z.string(), data: z.unknown() }) }),
});
const Body = z.object({ result: z.object({ data: z.unknown() }).optional(), error: Wrong.optional() });

/** Makes a call over HTTP, as any client does. */
export async function makeCall(url: string, { kind }: AnyProcedure, call: SentCall): Promise<Outcome> {
  const { name, input, token, key, isRefused } = call;
  const headers = {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(key !== null && { 'idempotency-key': key }),
  };
  if (kind === 'subscription') {
    const { status, events, error, text } = await openStream(url, name, { input, headers, isRefused });
    return { ...ended(status, error), answers: events, text };
  }
  const send = kind === 'query' ? callQuery : callMutation;
  const { status, text } = await send(url, name, { input, headers });
  const { result, error } = Body.parse(JSON.parse(text));
  return { ...ended(status, error), answers: result ? [result.data] : [], text };
}

/** A stream is answered before it fails: what its status would have been stands in the error. */
function ended(status: number, wrong: unknown): Pick<Outcome, 'status' | 'error'> {
  if (wrong === undefined) return { status, error: null };
  const { data } = Wrong.parse(wrong);
  return { status: data.httpStatus, error: data.error };
}

/** Writes a call so that it can be copied: into a test, and to a shell. */
export function writeCall(url: string, { kind }: AnyProcedure, { name, input, token, key }: SentCall): string {
  const json = JSON.stringify(input) ?? '';
  const address = `${url}/api/trpc/${name}`;
  const sent =
    kind === 'mutation'
      ? bodyOf(address, json)
      : [quoted(json === '' ? address : `${address}?input=${encodeURIComponent(json)}`)];
  const headers = Object.entries({
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(key !== null && { 'idempotency-key': key }),
  });
  const curl = ['curl -i', ...sent, ...headers.map(([header, value]) => `-H ${quoted(`${header}: ${value}`)}`)].join(
    ' ',
  );
  return `api.${name}.${verbs[kind]}(${json})\n${curl}`;
}

const verbs = { query: 'query', mutation: 'mutate', subscription: 'subscribe' };

function bodyOf(address: string, json: string): string[] {
  return [
    `-X POST ${quoted(address)}`,
    ...(json === '' ? [] : [`-H 'content-type: application/json' -d ${quoted(json)}`]),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

import type { ContractFacts } from '../facts.ts';
import { clientHeaders, clientParameters } from '../kernel/client-headers.ts';

/** Who calls: a program, and its release. By them the use of the contract is counted. */
export interface ClientIdentity {
  /** Such as `spa`: up to 40 letters, digits, `.`, `_`, `@` and `-`, a letter first. */
  readonly name: string;
  /** Such as `1.4.0`: up to 40 letters, digits, `.`, `_`, `+` and `-`. */
  readonly version: string;
}

/** Headers by their names, or what gives them for each call. */
export type HeaderSource = Given<Readonly<Record<string, string>>>;

/** A token, or what gives the one that is good now; null is nobody. */
export type TokenSource = Given<string | null | undefined>;

type Given<T> = T | (() => T | Promise<T>);

/** What says who calls. */
export interface Caller {
  readonly client: ClientIdentity;
  readonly facts: ContractFacts;
  readonly token?: TokenSource;
  readonly headers?: HeaderSource;
}

// What the server reads: it takes anything else for nobody it knows.
const NAME = /^[a-z][\w.@-]{0,39}$/i;
const VERSION = /^[\w.+-]{1,40}$/;

/** Makes a function that gives the headers of a call. The token is asked for each time: it may have been renewed. */
export function headersOf(caller: Caller): () => Promise<Record<string, string>> {
  const identity = { [clientHeaders.client]: nameOf(caller.client), [clientHeaders.contract]: caller.facts.hash };
  return async () => ({ ...(await ownHeaders(caller)), ...identity });
}

/** What the caller gave of its own: the only headers that a stream can carry, where it can. */
export async function ownHeaders({ token, headers }: Caller): Promise<Record<string, string>> {
  const given = await (typeof token === 'function' ? token() : token);
  const others = await (typeof headers === 'function' ? headers() : headers);
  // An empty token is sent: who means to act for somebody is refused, rather than taken for nobody.
  const isNobody = given === null || given === undefined;
  return { ...others, ...(!isNobody && { authorization: `Bearer ${given}` }) };
}

/** The same identity as the query of a stream's address. */
export function parametersOf({ client, facts }: Caller): string {
  return new URLSearchParams({
    [clientParameters.client]: nameOf(client),
    [clientParameters.contract]: facts.hash,
  }).toString();
}

function nameOf({ name, version }: ClientIdentity): string {
  if (!NAME.test(name)) throw badWord('name', name);
  if (!VERSION.test(version)) throw badWord('version', version);
  return `${name}/${version}`;
}

function badWord(of: string, word: string): Error {
  return new Error(
    `"${word}" is no ${of} of a client: up to 40 letters, digits, ".", "_" and "-", such as spa or 1.4.0.`,
  );
}

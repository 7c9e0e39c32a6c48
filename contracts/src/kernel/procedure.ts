import type { z } from 'zod';
import type { Caching } from './caching.ts';
import type { Limit } from './rate.ts';
import type { InputOf, OutputOf, Schema } from './schema.ts';

/** How a procedure is called: a read, a write, or a stream of events. */
export type ProcedureKind = 'query' | 'mutation' | 'subscription';

/**
 * Who may call.
 *
 * @remarks
 * `anonymous` never learns who asks, so that its answer may be cached for all; `public` knows a signed-in caller and
 * serves others too; `user` and up require signing in, each role including those before it.
 */
export type Access = 'anonymous' | 'public' | 'user' | 'viewer' | 'operator' | 'admin';

/** The HTTP statuses a declared error may answer with: those that tRPC's error codes can carry. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 412 | 422 | 429 | 503;

/** An expected failure, as a contract declares it. */
export interface ErrorDeclaration {
  readonly status: ErrorStatus;
  /** One sentence for a person; the name is what programs match. */
  readonly message?: string;
  readonly data?: Schema;
}

/** The declared failures of a procedure, by name. */
export type ErrorDeclarations = { readonly [name: string]: ErrorDeclaration };

/** Where a procedure answers in the REST face; the path is below `/api` and may hold `{parameters}` of the input. */
export interface HttpMapping {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly status?: 200 | 201 | 204;
}

/**
 * Says that a procedure goes.
 *
 * @remarks
 * Callers are told by headers, in the documentation and in development; from its sunset on the gate lets it be removed.
 */
export interface Deprecation {
  /** The day it was deprecated, `2026-11-28`. */
  readonly since: string;
  /** The day from which on it may be gone, `2027-02-28`. */
  readonly sunset: string;
  /** What to do instead, in one sentence. */
  readonly instead: string;
}

/** A call and its answer, as the documentation and the mock server show them; tests hold both against the schemas. */
export interface Example<Sent, Received> {
  /** What it shows, in a few words. */
  readonly summary: string;
  /** Left out where nothing is sent. */
  readonly input?: Sent;
  /** For a subscription, the data of one event. */
  readonly output: Received;
}

/** The types of one procedure, resolved: the compiler then prints plain objects and a client infers nothing from zod. */
export interface ProcedureTypes {
  /** What a client sends. */
  readonly sent: unknown;
  /** What the handler receives. */
  readonly parsed: unknown;
  /** What the handler returns; for a subscription, the data of one event. */
  readonly returned: unknown;
  /** What a client receives. */
  readonly received: unknown;
  /** The data of each declared error. */
  readonly errors: object;
}

/** One procedure of a contract: data, without behaviour. */
export interface ProcedureContract<
  K extends ProcedureKind,
  A extends Access,
  T extends ProcedureTypes,
> extends ProcedureFacts {
  readonly kind: K;
  readonly access: A;
  readonly input: z.ZodType<T['parsed'], T['sent']> | undefined;
  readonly output: z.ZodType<T['received'], T['returned']>;
  readonly errors: { readonly [N in keyof T['errors']]: ErrorDeclaration };
  /** Carries the types; never set. */
  readonly types?: T;
}

/** What is said of a procedure beside its types. */
export interface ProcedureFacts {
  readonly summary?: string;
  readonly http?: HttpMapping;
  readonly bodyBytesMax?: number;
  readonly limit?: Limit;
  readonly idempotent?: true;
  readonly ownerAlone?: true;
  readonly cache?: Caching;
  readonly deprecated?: Deprecation;
  readonly examples?: readonly Example<unknown, unknown>[];
}

/** Any procedure, where its types do not matter. */
export interface AnyProcedure extends ProcedureFacts {
  readonly kind: ProcedureKind;
  readonly access: Access;
  readonly input: z.ZodType | undefined;
  readonly output: z.ZodType;
  readonly errors: ErrorDeclarations;
  readonly types?: ProcedureTypes;
}

/** A group of procedures; groups may hold groups. */
export interface ContractRecord {
  readonly [name: string]: AnyProcedure | ContractRecord;
}

type ErrorData<D> = D extends { readonly data: infer S extends Schema } ? OutputOf<S> : undefined;
type ErrorTypes<E extends ErrorDeclarations> = { [N in keyof E]: ErrorData<E[N]> };
// A record without names is what is meant: no error can be named.
// oxlint-disable-next-line typescript/no-generated-empty-object-type
type NoErrors = Record<never, never>;

type SentFor<I> = I extends Schema ? InputOf<I> : void;
type ParsedFrom<I> = I extends Schema ? OutputOf<I> : undefined;

interface Definition<
  K extends ProcedureKind,
  I extends Schema | undefined,
  O extends Schema,
  A extends Access,
  E extends ErrorDeclarations,
> {
  /** Required: what states nothing does not compile. */
  access: A;
  /** One line for the documentation. */
  summary?: string;
  input?: I;
  output: O;
  errors?: E;
  http?: HttpMapping;
  /** The largest request body that is read, where the platform's cap of 1 MB is too generous, or too tight for a file. */
  bodyBytesMax?: number;
  /** How often one caller may call; who does more is told when to come back. */
  limit?: Limit;
  /**
   * Whether a call that names itself by an `Idempotency-Key` is carried out once, however often it is sent; kept for 24 hours.
   * For writes of somebody who is signed in: what nobody asked for has nobody to keep an answer for.
   */
  idempotent?: K extends 'mutation' ? (A extends 'anonymous' | 'public' ? never : true) : never;
  /**
   * Whether the person alone calls it: staff who act as somebody else are refused. For what proves who somebody is, what lets others
   * in, and what takes all they have away or along.
   */
  ownerAlone?: A extends 'anonymous' | 'public' ? never : true;
  /** For how long an answer may be used again, in seconds. Without it, it is kept to be compared, and asked for each time. */
  cache?: K extends 'query' ? Caching : never;
  deprecated?: Deprecation;
  examples?: readonly Example<NoInfer<I> extends Schema ? InputOf<NoInfer<I>> : undefined, OutputOf<NoInfer<O>>>[];
}

/**
 * One signature for what is sent something and what is not, so that the compiler names the one field that is wrong.
 * `NoInfer`, because the group that a procedure stands in would otherwise lend it an input, or an error of any name.
 */
type Define<K extends ProcedureKind> = <
  O extends Schema,
  const A extends Access,
  I extends Schema | undefined = undefined,
  const E extends ErrorDeclarations = NoErrors,
>(
  definition: Definition<K, I, O, A, E>,
) => ProcedureContract<
  K,
  A,
  {
    sent: SentFor<NoInfer<I>>;
    parsed: ParsedFrom<NoInfer<I>>;
    returned: InputOf<O>;
    received: OutputOf<O>;
    errors: ErrorTypes<NoInfer<E>>;
  }
>;

function definer<K extends ProcedureKind>(kind: K): Define<K> {
  const define = ({ input, errors, ...rest }: Partial<AnyProcedure>) => ({
    kind,
    ...rest,
    input,
    errors: errors ?? {},
  });
  // The overloads compute the types from the schemas; the object is the same for all of them, which no compiler can see.
  return define as unknown as Define<K>;
}

/**
 * Declares a read.
 *
 * @example
 * query({ access: 'public', input: z.object({ id: z.uuid() }), output: Note })
 */
export const query: Define<'query'> = definer('query');

/** Declares a write. */
export const mutation: Define<'mutation'> = definer('mutation');

/**
 * Declares a stream; `output` is the schema of one event's data.
 *
 * @remarks
 * Every event carries an id, so that a client which lost the connection resumes after the last one it saw.
 */
export const subscription: Define<'subscription'> = definer('subscription');

/** Groups procedures under one name; returns what it is given. */
export function contract<const C extends ContractRecord>(record: C): C {
  return record;
}

/** Tells a procedure from a group of procedures. */
export function isProcedure(node: AnyProcedure | ContractRecord): node is AnyProcedure {
  return typeof node['kind'] === 'string';
}

/** Every procedure of a contract, by its dotted name: `notes.list`. */
export function proceduresOf(record: ContractRecord, parents = ''): [name: string, procedure: AnyProcedure][] {
  return Object.entries(record).flatMap(([name, node]): [string, AnyProcedure][] =>
    isProcedure(node) ? [[parents + name, node]] : proceduresOf(node, `${parents}${name}.`),
  );
}

import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type { ErrorAnswer } from './errors.ts';
import type { ProcedureKind, ProcedureTypes } from './procedure.ts';

/** One event of a subscription: its place in the stream, to resume after, and its data. */
export interface TrackedEvent<T> {
  readonly id: string;
  readonly data: T;
}

interface Calls<Sent, Received> {
  input: Sent;
  output: Received;
  meta: unknown;
}

type ToProcedure<K extends ProcedureKind, T extends ProcedureTypes> = K extends 'query'
  ? TRPCQueryProcedure<Calls<T['sent'], T['received']>>
  : K extends 'mutation'
    ? TRPCMutationProcedure<Calls<T['sent'], T['received']>>
    : TRPCSubscriptionProcedure<Calls<T['sent'], AsyncIterable<TrackedEvent<T['received']>, void, unknown>>>;

type ToRecord<C> = {
  [N in keyof C]: C[N] extends {
    readonly kind: infer K extends ProcedureKind;
    readonly types?: infer T extends ProcedureTypes;
  }
    ? ToProcedure<K, T>
    : ToRecord<C[N]>;
};

/** The error shape on the wire: tRPC's own, with our name, data and request id. */
export interface ErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape['data'] & ErrorAnswer;
}

interface Root {
  ctx: object;
  meta: object;
  errorShape: ErrorShape;
  transformer: false;
}

/**
 * The tRPC router type of a contract, for `createTRPCClient`, `createTRPCReact` and every other tRPC tool.
 *
 * @remarks
 * Name it by an interface (`interface ApiRouter extends ContractRouter<typeof contract> {}`): a named type is printed
 * by its name and computed once.
 */
export type ContractRouter<C extends object> = TRPCBuiltRouter<Root, ToRecord<C>>;

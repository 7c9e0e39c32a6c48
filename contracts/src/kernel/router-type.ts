import type {
  TRPCBuiltRouter,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from '@trpc/server';
import type { ErrorAnswer } from './errors.ts';
import type { AnyProcedure, ProcedureContract, ProcedureTypes } from './procedure.ts';

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

type ToProcedure<P extends AnyProcedure> =
  P extends ProcedureContract<infer K, P['access'], infer T extends ProcedureTypes>
    ? K extends 'query'
      ? TRPCQueryProcedure<Calls<T['sent'], T['received']>>
      : K extends 'mutation'
        ? TRPCMutationProcedure<Calls<T['sent'], T['received']>>
        : TRPCSubscriptionProcedure<Calls<T['sent'], AsyncIterable<TrackedEvent<T['received']>, void, unknown>>>
    : never;

type ToRecord<C> = { [K in keyof C]: C[K] extends AnyProcedure ? ToProcedure<C[K]> : ToRecord<C[K]> };

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

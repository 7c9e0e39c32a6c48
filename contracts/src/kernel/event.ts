import type { z } from 'zod';
import type { Access } from './procedure.ts';
import type { InputOf, OutputOf, Schema } from './schema.ts';

type Placeholders<T extends string> = T extends `${string}{${infer Key}}${infer Rest}`
  ? Key | Placeholders<Rest>
  : never;
type Addressed<T extends string> = { readonly [K in Placeholders<T>]: string | number };

/** The placeholders of a topic's template, and what they are filled with. */
export type TopicKeys<T extends string> = Addressed<T>;

/** Something that happened, told to everyone who listens to its topic. */
export interface EventContract<
  Announced,
  Received,
  T extends string = string,
  E extends true | undefined = true | undefined,
  N extends string = string,
> {
  /** Past tense, beginning with the feature: `notes.finished`. */
  readonly name: N;
  /** Whose stream it travels on; `{placeholders}` are filled from the payload. */
  readonly topic: T;
  /** The least role that may listen; `public` is everybody. */
  readonly access: Exclude<Access, 'anonymous'>;
  readonly payload: z.ZodType<Received, Announced>;
  /** Never stored and never told again: whoever does not listen at that moment does not hear of it. */
  readonly ephemeral?: E;
}

/** Any event, where its payload does not matter. */
export interface AnyEvent extends Omit<EventContract<never, unknown>, 'payload'> {
  readonly payload: z.ZodType;
}

/** What a listener receives with an event. */
export type PayloadOf<E extends { readonly payload: Schema }> = OutputOf<E['payload']>;

/**
 * Declares an event. A placeholder of the topic that the payload does not hold does not compile.
 *
 * @example
 * event({ name: 'notifications.created', topic: 'user:{userId}', access: 'user', payload: z.object({ userId: z.string() }) })
 */
export function event<
  const N extends `${string}.${string}`,
  const T extends string,
  S extends Schema,
  const E extends true | undefined = undefined,
>(definition: {
  name: N;
  topic: OutputOf<S> extends Addressed<T> ? T : never;
  access: EventContract<never, unknown>['access'];
  payload: S;
  ephemeral?: E;
}): EventContract<InputOf<S>, OutputOf<S>, T, E, N> {
  // The schema's own type arguments are what the signature states; `Schema` alone hides them from the compiler.
  return definition as unknown as EventContract<InputOf<S>, OutputOf<S>, T, E, N>;
}

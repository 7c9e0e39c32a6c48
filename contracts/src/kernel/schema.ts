/**
 * All that the kernel asks of a zod schema.
 *
 * @remarks
 * Constraining by `z.ZodType` would make the compiler compare the whole class, about a hundred methods, for every
 * schema of a contract: measured at 5.9 times the types and 4.5 times the instantiations.
 */
export interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}

/** What may be handed to a schema. */
export type InputOf<S extends Schema> = S['_zod']['input'];

/** What a schema gives back. */
export type OutputOf<S extends Schema> = S['_zod']['output'];

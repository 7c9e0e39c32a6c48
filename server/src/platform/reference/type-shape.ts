import type { JsonSchema } from '@hybrid/contracts/gate';
import type { Note } from './type-notes.ts';

/** A type as TypeScript writes it: on one line, or opened and closed around its parts. */
export interface TypeTree {
  /** All of it where it has no parts: `string | null`; else what stands before them: `{`. */
  readonly open: string;
  /** What stands after the parts: `}[]`. */
  readonly close: string;
  readonly parts: readonly TypePart[];
  readonly notes: readonly Note[];
  readonly about: string | null;
  /** Of what others refer to: its place in the page. */
  readonly id?: string;
  /** Of what stands elsewhere: the place where it does. */
  readonly reference?: string;
}

/** A field of an object, an item of a tuple, or one of several things that a value may be. */
export interface TypePart extends TypeTree {
  /** What stands before its type: `slug`, `[key: string]`; nothing for one of several. */
  readonly name: string;
  readonly isOptional: boolean;
  readonly isDeprecated: boolean;
  readonly sign: ':' | '|' | '&';
}

/** Where a schema stands in the page. */
export interface TypePlace {
  /** Names the root in references to it: `Answer`. */
  readonly title: string;
  readonly id: string;
}

/** The way through a schema. */
export interface Walk extends TypePlace {
  readonly root: JsonSchema;
  /** The name of the field that is being described. */
  readonly field: string;
  /** What was described by reference already, and how it is called. */
  readonly known: Map<JsonSchema, string>;
  /** Describes what a schema is made of. */
  readonly describe: (schema: JsonSchema, walk: Walk) => TypeTree;
}

/** A type that has no parts. */
export const leaf = { close: '', parts: [], notes: [], about: null } satisfies Omit<TypeTree, 'open'>;

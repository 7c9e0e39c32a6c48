import type { AnyProcedure } from './procedure.ts';

/** How a failure reads in the REST face: the field it concerns, and a predicate. */
export type ErrorWording = readonly [field: string, message: string];

/**
 * How one operation of the REST face is written, where that differs from the procedure's own shapes.
 *
 * @remarks
 * Data alone: the bridge rewrites values by it, and the OpenAPI document the schemas of those values.
 */
export interface WireShape {
  /** The key under which the fields of the body lie. */
  readonly bodyIn?: string;
  /** The names of input fields on the wire, by their own. */
  readonly sent?: Readonly<Record<string, string>>;
  /** The names of the answer's fields on the wire, at any depth, by their own. */
  readonly answered?: Readonly<Record<string, string>>;
  /** Of the objects in the answer, which is a list, this field alone. */
  readonly only?: string;
  /** The key under which the answer lies. */
  readonly answerIn?: string;
  /** The key of the answer's object that holds the token: the one just begun, else the one in use. */
  readonly tokenIn?: string;
  /** Failures that read otherwise here than elsewhere. */
  readonly errors?: Readonly<Record<string, ErrorWording>>;
}

/** How the REST face words what the contract holds. */
export interface RestWording {
  /** What its documentation calls it, and says of it first. */
  readonly title: string;
  readonly description: string;
  /** The operations that are not written in their natural shape. */
  readonly shapes: ReadonlyMap<AnyProcedure, WireShape>;
  /** Failures by name, wherever they come from; one without wording says its own sentence. */
  readonly errors: Readonly<Record<string, ErrorWording>>;
  /** A plausible value for each field, by its name on the wire: for the examples of the documentation. */
  readonly examples: Readonly<Record<string, unknown>>;
}

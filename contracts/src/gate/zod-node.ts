import type { z } from 'zod';

/** What may be sent, or what is sent. */
export type Io = 'input' | 'output';

/** Any schema of zod's. */
export type Node = z.core.$ZodType;

/** What a schema, or a check, was made from. */
export type Def = Record<string, unknown> & { readonly type: string };

/** Reads what a schema was made from. */
export function defOf(node: Node): Def {
  // zod's own types name each kind of schema; here they are read as the plain data that they are.
  return node._zod.def as unknown as Def;
}

/** The checks of a schema, in the order in which they run; a format is its own first. */
export function checksOf(node: Node): Def[] {
  const def = defOf(node);
  const { checks } = def;
  const added = Array.isArray(checks) ? checks.map((check: Node) => defOf(check)) : [];
  return def['check'] === undefined ? added : [def, ...added];
}

/** Whether a check makes another value of the one that it is given: an address is stripped of what its parser leaves out. */
export function isRewriting({ check, format }: Def): boolean {
  return check === 'overwrite' || (check === 'string_format' && format === 'url');
}

/** Whether a schema takes, or gives, `undefined`: as a property that may be left out does. */
export function isOptional(node: Node, io: Io): boolean {
  return insides(node, io).some(({ _zod }) => (io === 'input' ? _zod.optin : _zod.optout) === 'optional');
}

/** Whether a property may be left out of what is sent; zod takes all that is preprocessed for such, once it is wrapped. */
export function mayBeLeftOut(node: Node): boolean {
  return insides(node, 'input').some(({ _zod }) => _zod.optin !== undefined);
}

/** What is inside of wrappers: several, where there are options. */
function insides(node: Node, io: Io, seen: readonly Node[] = []): Node[] {
  if (seen.includes(node)) return [];
  const def = defOf(node);
  const inner = Object.hasOwn(wrappers, def.type) ? wrappers[def.type]?.(def, io) : undefined;
  return inner ? inner.flatMap((one) => insides(one, io, [...seen, node])) : [node];
}

const innerType = ({ innerType: inner }: Def) => [inner as Node];

/** What is wrapped by what says nothing of its own. What is caught or transformed takes anything at run time, and says so. */
const wrappers: Record<string, (def: Def, io: Io) => Node[]> = {
  catch: innerType,
  nullable: innerType,
  readonly: innerType,
  union: ({ options }) => options as Node[],
  lazy: ({ getter }) => [(getter as () => Node)()],
  transform: () => [],
  pipe: ({ in: first, out: second }, io) => {
    const isSent = io === 'input' && defOf(first as Node).type !== 'transform';
    return [(isSent ? first : second) as Node];
  },
};

import { checksOf, type Def, defOf, isRewriting, type Node } from './zod-node.ts';

/**
 * Says why the halves of an intersection may make different things of one value: zod then throws, and refuses nothing.
 *
 * @returns what of the value that is, or null where both hand on what they read, or read different properties.
 */
export function conflictOf(left: Node, right: Node): string | null {
  if (isRewrittenAsWhole(left, []) || isRewrittenAsWhole(right, [])) return 'it';
  const name = conflictIn(left, right) ?? conflictIn(right, left);
  return name === undefined ? null : JSON.stringify(name);
}

/** The property that one half makes something else of, and the other reads as well. */
function conflictIn(half: Node, other: Node): string | undefined {
  const [known, isAllRead] = [propertiesOf(other, []), isOpen(other, [])];
  const rewritten = [...propertiesOf(half, [])].filter(([, schemas]) => schemas.some((schema) => rewrites(schema, [])));
  return rewritten.map(([name]) => name).find((name) => isAllRead || known.has(name));
}

/** Whether it hands on what it does not know, as it was sent. */
function isOpen(node: Node, seen: readonly Node[]): boolean {
  const def = defOf(node);
  const { catchall } = def;
  if (catchall) return defOf(catchall as Node).type !== 'never';
  return (
    ['any', 'unknown', 'record'].includes(def.type) || wholes(node, seen).some((part) => isOpen(part, [...seen, node]))
  );
}

function propertiesOf(node: Node, seen: readonly Node[]): Map<string, Node[]> {
  const own = Object.entries(shapeOf(defOf(node))).map(([name, schema]): [string, Node[]] => [name, [schema]]);
  const found = new Map(own);
  for (const part of wholes(node, seen)) {
    for (const [name, schemas] of propertiesOf(part, [...seen, node])) {
      found.set(name, [...(found.get(name) ?? []), ...schemas]);
    }
  }
  return found;
}

/** Whether more than a property is made into something else. */
function isRewrittenAsWhole(node: Node, seen: readonly Node[]): boolean {
  const { type } = defOf(node);
  if (type === 'object') return isRewrittenItself(node);
  const parts = wholes(node, seen);
  return parts.length > 0
    ? type === 'catch' || isRewrittenItself(node) || parts.some((part) => isRewrittenAsWhole(part, [...seen, node]))
    : rewrites(node, seen);
}

/** Whether a value, or something in it, may be made into something else. */
function rewrites(node: Node, seen: readonly Node[]): boolean {
  if (seen.includes(node)) return false;
  const { type } = defOf(node);
  if (['default', 'prefault', 'catch', 'transform', 'pipe', 'success'].includes(type) || isRewrittenItself(node))
    return true;
  return [...wholes(node, seen), ...inside(defOf(node))].some((part) => rewrites(part, [...seen, node]));
}

function isRewrittenItself(node: Node): boolean {
  return (
    defOf(node)['coerce'] === true ||
    checksOf(node).some(isRewriting) ||
    ['transform', 'pipe'].includes(defOf(node).type)
  );
}

/** What stands for the whole value: what is wrapped, what may be there instead, the halves. */
function wholes(node: Node, seen: readonly Node[]): Node[] {
  const { innerType, options, left, right, getter } = defOf(node) as Record<string, unknown> & Wholes;
  const found = [innerType, ...(options ?? []), left, right, getter?.()];
  return found.filter((part) => part !== undefined).filter((part) => !seen.includes(part));
}

interface Wholes {
  readonly innerType?: Node;
  readonly options?: Node[];
  readonly left?: Node;
  readonly right?: Node;
  readonly getter?: () => Node;
}

/** What a value holds. */
function inside(def: Def): Node[] {
  const { element, items, rest, keyType, valueType, catchall } = def as Record<string, unknown> & Inside;
  const found = [element, ...(items ?? []), rest, keyType, valueType, catchall, ...Object.values(shapeOf(def))];
  return found.filter((part) => part !== undefined && part !== null);
}

interface Inside {
  readonly element?: Node;
  readonly items?: Node[];
  readonly rest?: Node | null;
  readonly keyType?: Node;
  readonly valueType?: Node;
  readonly catchall?: Node;
}

function shapeOf({ type, shape }: Def): Record<string, Node> {
  return type === 'object' ? (shape as Record<string, Node>) : {};
}

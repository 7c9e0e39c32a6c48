import type { JsonSchema } from '@hybrid/contracts/gate';
import type { TypePart, TypePlace, TypeTree } from './type-shape.ts';
import { typeTreeOf } from './type-tree.ts';

/** A type as the page draws it: what is long begins folded, and says what is in it. */
export interface DrawnType extends Omit<TypeTree, 'parts'> {
  readonly parts: readonly DrawnPart[];
  readonly isOpen: boolean;
  /** Whether its parts fit on the line that it begins on. */
  readonly isLine: boolean;
  /** What stands in place of the parts while they are folded away. */
  readonly hint: string;
}

type DrawnPart = DrawnType & Omit<TypePart, keyof TypeTree>;

const openLinesMax = 24;
const hintNamesMax = 5;
const lineMax = 48;

/** Describes a schema for the page. */
export function drawnTypeOf(schema: JsonSchema, place: TypePlace): DrawnType {
  const tree = typeTreeOf(schema, place);
  return draw(tree, linesOf(tree) <= openLinesMax);
}

function draw(tree: TypeTree, isOpen: boolean): DrawnType {
  const parts = tree.parts.map((part): DrawnPart => ({ ...part, ...draw(part, isOpen) }));
  return { ...tree, parts, isOpen, isLine: isLine(tree), hint: hintOf(tree) };
}

function linesOf(tree: TypeTree): number {
  if (tree.parts.length === 0 || isLine(tree)) return 1;
  return tree.parts.reduce((sum, part) => sum + linesOf(part), tree.close === '' ? 1 : 2);
}

/** Of an object alone, and where there is nothing to be said of its fields. */
function isLine({ open, parts, close }: TypeTree): boolean {
  if (parts.length === 0 || !open.endsWith('{') || !parts.every(isBare)) return false;
  const width = parts.reduce((sum, part) => sum + part.name.length + part.open.length + 4, open.length + close.length);
  return width <= lineMax;
}

function isBare({ parts, notes, about, id, reference, isDeprecated }: TypePart): boolean {
  const isPlain = parts.length === 0 && notes.length === 0 && about === null && !isDeprecated;
  return isPlain && id === undefined && reference === undefined;
}

function hintOf({ parts }: TypeTree): string {
  const names = parts.map(hintOfPart);
  return names.length > hintNamesMax ? `${names.slice(0, hintNamesMax).join(', ')}, …` : names.join(', ');
}

/** A field by its name; one that has a single value with it, since such tell variants apart. */
function hintOfPart({ name, open, isOptional }: TypePart): string {
  if (name === '') return open;
  return /^"[^"]*"$/.test(open) ? `${name}: ${open}` : `${name}${isOptional ? '?' : ''}`;
}

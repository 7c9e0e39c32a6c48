import { branchesOf, dereference, type JsonSchema } from '@hybrid/contracts/gate';
import { type Note, notesOf, withoutDoubles } from './type-notes.ts';
import { ofBranch } from './type-branches.ts';
import { leaf, type TypePlace, type TypeTree, type Walk } from './type-shape.ts';

/**
 * Describes a schema as TypeScript writes a type.
 *
 * @remarks
 * What is referred to is described once, where it is met first; from then on it is called by its name, so that a type which
 * holds itself comes to an end.
 */
export function typeTreeOf(root: JsonSchema, place: TypePlace): TypeTree {
  const known = new Map([[root, place.title]]);
  return describe(root, { ...place, root, field: place.title, known, describe });
}

function describe(schema: JsonSchema, walk: Walk): TypeTree {
  if (schema.$ref !== undefined) return ofReference(schema, walk);
  const whole = conjunctionsOf(schema);
  const trees = whole ? whole.map((part) => describe(part, walk)) : alternativesOf(schema, walk);
  return withMarks(joined(trees, whole ? '&' : '|'), schema);
}

/** Adds what is said of the whole to what was found in it. */
function withMarks(tree: TypeTree, schema: JsonSchema): TypeTree {
  const { description } = schema;
  return {
    ...tree,
    notes: withoutDoubles([...tree.notes, ...notesOf(schema)]),
    about: typeof description === 'string' ? description : tree.about,
  };
}

function ofReference(schema: JsonSchema, walk: Walk): TypeTree {
  const target = dereference(schema, walk.root);
  const known = walk.known.get(target);
  const name = known ?? nameOf(schema, target, walk);
  const id = target === walk.root ? walk.id : `${walk.id}/${name}`;
  if (known !== undefined) return withMarks({ ...leaf, open: name, reference: id }, schema);
  walk.known.set(target, name);
  const tree = withMarks(describe(target, walk), schema);
  return { ...tree, id, notes: [{ words: 'called', code: name }, ...tree.notes] };
}

/** zod numbers what has no name of its own; the field where it is met says more. */
function nameOf({ $ref = '' }: JsonSchema, { title }: JsonSchema, { field, known }: Walk): string {
  const own = typeof title === 'string' ? title : decodeURIComponent($ref.split('/').at(-1) ?? '');
  const name = /^(?:__schema\d+|)$/.test(own) ? `${field.charAt(0).toUpperCase()}${field.slice(1)}` : own;
  const taken = [...known.values()];
  return taken.includes(name) ? `${name}${taken.length + 1}` : name;
}

/** What a value has to be at once; several patterns are notes of one text, and no types of their own. */
function conjunctionsOf({ allOf, ...rest }: JsonSchema): JsonSchema[] | null {
  const parts = allOf?.filter((part) => !('pattern' in part) && !('multipleOf' in part)) ?? [];
  if (parts.length === 0) return null;
  return rest.type === undefined && !rest.anyOf && !rest.oneOf ? parts : [...parts, rest];
}

/** Takes unions apart; what is referred to, or said something of, stays one thing. */
function alternativesOf(schema: JsonSchema, walk: Walk): TypeTree[] {
  const options = schema.anyOf ?? schema.oneOf;
  if (!options) return branchesOf(schema, walk.root).map((branch) => ofBranch(branch, walk));
  return options.flatMap((option) => (isOne(option) ? [describe(option, walk)] : alternativesOf(option, walk)));
}

function isOne({ $ref, description }: JsonSchema): boolean {
  return $ref !== undefined || description !== undefined;
}

/** What has parts may be null as well and stays one; of more than that, each stands on a line of its own. */
function joined(trees: readonly TypeTree[], sign: '|' | '&'): TypeTree {
  const [first, ...others] = trees;
  if (!first) return { ...leaf, open: 'never' };
  if (others.length === 0) return first;
  const [block, ...blocks] = trees.filter(({ parts }) => parts.length > 0);
  const words = trees.filter(({ parts, about }) => parts.length === 0 && about === null);
  const notes = words.flatMap((tree): readonly Note[] => tree.notes);
  if (words.length === trees.length) return { ...inOneLine(words, sign), notes };
  if (block && block.close !== '' && words.length === trees.length - 1 && blocks.length === 0) {
    return { ...block, close: [block.close, ...words.map(({ open }) => open)].join(` ${sign} `), notes };
  }
  return { ...leaf, open: '', parts: trees.map((tree) => ({ ...tree, ...oneOfSeveral, sign })) };
}

const oneOfSeveral = { name: '', isOptional: false, isDeprecated: false };

function inOneLine(words: readonly TypeTree[], sign: '|' | '&'): TypeTree {
  const [reference] = words.flatMap((tree) => tree.reference ?? []);
  const open = words.map((tree) => tree.open).join(` ${sign} `);
  return { ...leaf, open, ...(reference !== undefined && { reference }) };
}

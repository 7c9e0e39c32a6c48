import { type branchesOf, type JsonSchema, schemaOrNull } from '@hybrid/contracts/gate';
import { type Note, notesOf } from './type-notes.ts';
import { leaf, type TypePart, type TypeTree, type Walk } from './type-shape.ts';
import { keyWords, literalWords, propertyWords, typeWords } from './type-words.ts';

type Branch = ReturnType<typeof branchesOf>[number];

/** Describes one of the things that a schema accepts. */
export function ofBranch({ schema, kind, values }: Branch, walk: Walk): TypeTree {
  const { description } = schema;
  const own = { notes: notesOf(schema), about: typeof description === 'string' ? description : null };
  if (values) return { ...leaf, ...own, open: literalWords(values) };
  switch (kind) {
    case 'array':
      return { ...ofArray(schema, walk), about: own.about };
    case 'object':
      return { ...ofObject(schema, walk), ...own };
    default:
      return { ...leaf, ...own, open: typeWords(kind) };
  }
}

const required = { isOptional: false, isDeprecated: false, sign: ':' } as const;

function ofArray(schema: JsonSchema, walk: Walk): TypeTree {
  const notes = notesOf(schema);
  if (schema.prefixItems) return { ...ofTuple(schema.prefixItems, schemaOrNull(schema.items), walk), notes };
  const item = walk.describe(schemaOrNull(schema.items) ?? {}, { ...walk, field: oneOf(walk.field) });
  const each = item.notes.map((note): Note => ({ ...note, words: `each ${note.words}` }));
  return { ...manyOf(item), notes: item.parts.length > 0 ? [...item.notes, ...notes] : [...notes, ...each] };
}

/** What one of several is called: `tags` holds a `tag`. */
function oneOf(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : `${name}Item`;
}

/** `string[]`, `(string | null)[]`, `{ … }[]`. */
function manyOf(item: TypeTree): TypeTree {
  if (item.parts.length === 0) return { ...item, open: `${inParentheses(item.open)}[]` };
  const isOne = /^[}\]]/.test(item.close) && !/ [|&] /.test(item.close);
  return isOne ? { ...item, close: `${item.close}[]` } : { ...item, open: `(${item.open}`, close: `${item.close})[]` };
}

function inParentheses(words: string): string {
  return / [|&] /.test(words) ? `(${words})` : words;
}

function ofTuple(items: readonly JsonSchema[], rest: JsonSchema | null, walk: Walk): TypeTree {
  const first = items.map((item) => walk.describe(item, walk));
  const others = rest ? [manyOf(walk.describe(rest, walk))] : [];
  if ([...first, ...others].every(({ parts }) => parts.length === 0)) {
    const words = [...first.map(({ open }) => open), ...others.map(({ open }) => `...${open}`)];
    return { ...leaf, open: `[${words.join(', ')}]` };
  }
  const named = [
    ...first.map((tree, at) => ({ ...tree, name: String(at) })),
    ...others.map((tree) => ({ ...tree, name: '...' })),
  ];
  return { ...leaf, open: '[', close: ']', parts: named.map((tree) => ({ ...tree, ...required })) };
}

function ofObject(schema: JsonSchema, walk: Walk): TypeTree {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]): TypePart => {
    const isOptional = !(schema.required ?? []).includes(name);
    const isDeprecated = property['deprecated'] === true;
    return {
      ...walk.describe(property, { ...walk, field: name }),
      name: propertyWords(name),
      isOptional,
      isDeprecated,
      sign: ':',
    };
  });
  const parts = [...fields, ...othersOf(schema, walk)];
  if (parts.length === 0) return { ...leaf, open: '{}' };
  const [only] = parts;
  if (only && fields.length === 0 && only.parts.length === 0 && only.notes.length === 0) {
    return { ...leaf, open: `{ ${only.name}: ${only.open} }` };
  }
  return { ...leaf, open: '{', close: '}', parts };
}

/** What an object holds beside the fields that are named. */
function othersOf({ additionalProperties, propertyNames }: JsonSchema, walk: Walk): TypePart[] {
  if (typeof additionalProperties !== 'object' || Object.keys(additionalProperties).length === 0) return [];
  return [{ ...walk.describe(additionalProperties, walk), ...required, name: keyWords(propertyNames) }];
}

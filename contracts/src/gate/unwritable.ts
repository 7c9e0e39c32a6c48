import { conflictOf } from './halves.ts';
import { type Def, defOf, type Io, isOptional, type Node } from './zod-node.ts';

/** Says what of a schema no JSON can carry, or nobody can rely on, where zod writes something all the same. */
export function unwritable(node: Node, io: Io, isWhole: boolean): string[] {
  const def = defOf(node);
  const find = Object.hasOwn(problems, def.type) ? problems[def.type] : undefined;
  const found = find ? find(def, io) : [];
  return isWhole && io === 'output' && isOptional(node, io)
    ? [`What is answered cannot be left out${instead}`, ...found]
    : found;
}

const problems: Record<string, (def: Def, io: Io) => string[]> = {
  array: ({ element }, io) => (isOptional(element as Node, io) ? [`A list holds no undefined${instead}`] : []),
  tuple: ({ items }, io) => tupleProblems(items as Node[], io),
  literal: ({ values }) => literalProblems(values as unknown[]),
  intersection: ({ left, right }) => halfProblems(left as Node, right as Node),
  file: () => ['A file cannot be represented in JSON Schema: it is no JSON'],
  promise: () => ['A promise cannot be represented in JSON Schema'],
  success: (_, io) => (io === 'input' ? ['What it is a success of cannot be represented in JSON Schema'] : []),
};

const instead = ': JSON has no undefined, make it nullable';

/** Only the last places of a tuple may be left out: where something stands for one of them, those before have to be there. */
function tupleProblems(items: readonly Node[], io: Io): string[] {
  const lastRequired = items.findLastIndex((item) => !isOptional(item, io));
  return items.some((item, index) => index < lastRequired && isOptional(item, io))
    ? [`A place before others cannot be left out${instead}`]
    : [];
}

function halfProblems(left: Node, right: Node): string[] {
  const conflict = conflictOf(left, right);
  return conflict === null
    ? []
    : [`Both halves read ${conflict}, and one makes something else of it: extend one by the other`];
}

function literalProblems(values: readonly unknown[]): string[] {
  const odd = values.filter((value) => typeof value === 'number').filter((value) => !Number.isFinite(value));
  return odd.map((value) => `JSON has no ${value}`);
}

/** A line that both texts have, or that only one of them has. */
export interface DiffLine {
  readonly kind: 'same' | 'mine' | 'theirs';
  readonly line: string;
}

/** So many differing lines on each side are compared one by one; beyond that the two blocks stand one after the other. */
const COMPARED_MAX = 600;

/** Compares two texts line by line: which lines only one of them has, in the order in which they stand. */
export function textDiff(mine: string, theirs: string): DiffLine[] {
  const [left, right] = [mine.split('\n'), theirs.split('\n')];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const rest = Math.min(left.length, right.length) - start;
  while (end < rest && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return [
    ...left.slice(0, start).map(as('same')),
    ...middle(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...left.slice(left.length - end).map(as('same')),
  ];
}

function middle(left: string[], right: string[]): DiffLine[] {
  // Too much to compare: the two stand one after the other.
  if (Math.max(left.length, right.length) > COMPARED_MAX) return [left.map(as('mine')), right.map(as('theirs'))].flat();
  const common = commonLengths(left, right);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const kind = kindAt(common, { i, j, isSame: left[i] === right[j] });
    lines.push(...(kind === 'theirs' ? right.slice(j, j + 1) : left.slice(i, i + 1)).map(as(kind)));
    if (kind !== 'theirs') i += 1;
    if (kind !== 'mine') j += 1;
  }
  return [...lines, ...left.slice(i).map(as('mine')), ...right.slice(j).map(as('theirs'))];
}

/** Of two lines that differ the one goes first without which more of the rest agrees. */
function kindAt(common: number[][], { i, j, isSame }: { i: number; j: number; isSame: boolean }): DiffLine['kind'] {
  if (isSame) return 'same';
  return at(common, i + 1, j) >= at(common, i, j + 1) ? 'mine' : 'theirs';
}

/** How many lines the rests of both texts have in common, from each place on. */
function commonLengths(left: string[], right: string[]): number[][] {
  const common = left.map(() => Array.from({ length: right.length + 1 }, () => 0));
  common.push(Array.from({ length: right.length + 1 }, () => 0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = right.length - 1; j >= 0; j -= 1) {
      row[j] =
        left[i] === right[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1));
    }
  }
  return common;
}

function at(table: number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function as(kind: DiffLine['kind']): (line: string) => DiffLine {
  return (line) => ({ kind, line });
}

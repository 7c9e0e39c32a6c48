import type { Fields } from './things.ts';

/** How far something has come. */
export type Stage = 'ahead' | 'under' | 'done';

const stages: [words: RegExp, stage: Stage][] = [
  [/wait|queue|pend|new|schedul|draft|open/i, 'ahead'],
  [/run|progress|process|active|fail/i, 'under'],
  [/ready|done|complet|finish|succe|sent|deliver|paid|clos|resolv/i, 'done'],
];

/** How far something in this state has come; null where its name does not say. */
export function stageOf(state: string): Stage | null {
  return stages.find(([words]) => words.test(state))?.[1] ?? null;
}

/** How far an object has come, as its state says; null where it has none. */
export function stageIn(fields: Fields): Stage | null {
  const state = fields['state'] ?? fields['status'];
  return typeof state === 'string' ? stageOf(state) : null;
}

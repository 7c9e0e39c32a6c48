/** What a change means for those who were built against what was before. */
export type Verdict = 'breaking' | 'risky' | 'safe';

/** In what is sent to the server, or in what comes from it. */
export type Side = 'input' | 'output';

/** What is said of one kind of change. */
export interface Rule {
  /** In a few words. */
  readonly title: string;
  readonly input: Verdict;
  readonly output: Verdict;
  /** Why it is no more than safe, for whoever sends or whoever reads. */
  readonly why: { readonly input?: string; readonly output?: string };
  /** What to do instead. */
  readonly instead: { readonly input?: string; readonly output?: string };
}

// What is said of several rules.
export const refused = 'Clients that are out send what was allowed, and are refused.';
export const unexpected =
  'Clients that are out were compiled against the old schema, and meet a value it did not allow.';
export const missing = 'Clients that are out read it, and find nothing.';
export const addAnother =
  'Add a property or a procedure beside it, deprecate the old one, and remove that after its sunset.';

import { platformError } from '@hybrid/contracts/kernel';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { useState } from 'react';
import { useWords } from './catalogue/words.ts';
import type { Words } from './catalogue/words.ts';
import { tabDrafts } from './draft.ts';
import { describeFailure } from './failure.ts';
import type { Failure } from './failure.ts';

/** What a form is about. */
export interface FormSetup<V extends Record<string, string>> {
  /** The procedure it calls: its input is what the form checks, its errors are what the form expects. */
  readonly procedure: AnyProcedure;
  readonly initial: V;
  readonly labels: { readonly [F in keyof V]: string };
  /** The field that a declared error belongs to. */
  readonly fieldOf?: Readonly<Record<string, keyof V & string>>;
  /** Under which name the text is kept until it is sent; without it nothing is kept. */
  readonly draft?: string;
}

/** A finished sentence by field. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A form's text, and what is wrong with it. */
export interface Form<V extends Record<string, string>> {
  readonly values: V;
  readonly problems: FieldProblems;
  /** What concerns the form as a whole. */
  readonly failure: Failure | null;
  readonly isRestored: boolean;
  change(field: keyof V & string, text: string): void;
  /** Checks against the contract; says whether it may be sent. */
  check(input: unknown): boolean;
  /** Shows what the server refused. */
  refuse(error: unknown): void;
  /** Forgets the draft, and puts other text in place where it is given. */
  settle(values?: V): void;
}

interface State<V> {
  values: V;
  problems: FieldProblems;
  failure: Failure | null;
  isRestored: boolean;
}

export function useForm<V extends Record<string, string>>(setup: FormSetup<V>): Form<V> {
  const words = useWords();
  const { draft } = setup;
  const [state, setState] = useState<State<V>>(() => begin(setup));
  return {
    ...state,
    change(field, text) {
      const values = { ...state.values, [field]: text };
      if (draft !== undefined) tabDrafts.write(draft, values);
      setState((before) => ({
        ...before,
        values: { ...before.values, [field]: text },
        problems: without(before.problems, field),
      }));
    },
    check(input) {
      const problems = problemsOf(words, setup, input);
      setState((before) => ({ ...before, problems, failure: null }));
      return Object.keys(problems).length === 0;
    },
    refuse(error) {
      setState((before) => ({ ...before, ...refusalOf(words, setup, error) }));
    },
    settle(values) {
      if (draft !== undefined) tabDrafts.drop(draft);
      setState((before) => ({ values: values ?? before.values, problems: {}, failure: null, isRestored: false }));
    },
  };
}

function begin<V extends Record<string, string>>({ initial, draft }: FormSetup<V>): State<V> {
  const kept = draft === undefined ? null : tabDrafts.read(draft);
  const values = kept === null ? initial : { ...initial, ...kept };
  const isRestored = Object.entries(values).some(([field, text]) => initial[field] !== text);
  return { values, problems: {}, failure: null, isRestored };
}

/** What was wrong with a field is no longer said once it is being mended. */
function without(problems: FieldProblems, field: string): FieldProblems {
  if (!(field in problems)) return problems;
  return Object.fromEntries(Object.entries(problems).filter(([name]) => name !== field));
}

function problemsOf<V extends Record<string, string>>(
  words: Words,
  setup: FormSetup<V>,
  input: unknown,
): FieldProblems {
  const checked = setup.procedure.input?.safeParse(input);
  if (checked === undefined || checked.success) return {};
  return sentences(
    words,
    setup,
    checked.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message]),
  );
}

function refusalOf<V extends Record<string, string>>(
  words: Words,
  setup: FormSetup<V>,
  error: unknown,
): Pick<State<V>, 'problems' | 'failure'> {
  const failure = describeFailure(words, error);
  const platform = platformError(error);
  if (platform?.name === 'INVALID_INPUT') {
    const messages = Object.entries(platform.data.fields).flatMap(([path, found]) =>
      found.map((message): [string, string] => [path.split('.')[0] ?? '', message]),
    );
    const problems = sentences(words, setup, messages);
    return { problems, failure: Object.keys(problems).length > 0 ? null : failure };
  }
  const field = failure.name === null ? undefined : setup.fieldOf?.[failure.name];
  return field === undefined ? { problems: {}, failure } : { problems: { [field]: failure.sentence }, failure: null };
}

/** Keeps what belongs to a field of the form, and of each field the first: an empty one need not be told that it is short. */
function sentences<V extends Record<string, string>>(
  words: Words,
  { labels }: FormSetup<V>,
  messages: [field: string, message: string][],
): FieldProblems {
  const problems: Record<string, string> = {};
  for (const [field, message] of messages) {
    const label = labels[field];
    if (label !== undefined) problems[field] ??= words.failures.field(label, message);
  }
  return problems;
}

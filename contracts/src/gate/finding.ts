import type { SchemaChange } from './change.ts';
import { type ContractChangeRule, contractRules } from './contract-rules.ts';
import type { Verdict } from './rule.ts';
import { schemaRules, type SchemaRule } from './rules.ts';

/** Which part of a procedure or an event a change is in. */
export type Part = 'procedure' | 'input' | 'output' | 'error' | 'event';

/** One difference between two contracts, and what it means for the clients of the first. */
export interface Finding {
  /** The procedure or event, by its dotted name. */
  readonly name: string;
  readonly part: Part;
  /** The place in the schema, such as `author.image` or, in an error, `NOTE_NOT_FOUND.id`; empty for the whole. */
  readonly path: string;
  readonly rule: SchemaRule | ContractChangeRule;
  readonly verdict: Verdict;
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Who has to do with it: those who send, those who read, or both, as callers. */
  readonly concerns: 'senders' | 'readers' | 'callers';
  /** Why it is not safe, or what to look at; empty where nothing is to be said. */
  readonly why: string;
  /** What to do instead; empty where nothing need be done. */
  readonly instead: string;
}

/** What a change was, where it says more than its rule. */
interface Detail {
  readonly part?: Part;
  readonly path?: string;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** A change of a procedure or an event beside its schemas. */
export function fromRule(name: string, rule: ContractChangeRule, detail: Detail = {}): Finding {
  const { part = 'procedure', path = '', before = null, after = null } = detail;
  const { title, verdict, why, instead } = contractRules[rule];
  return { name, part, path, rule, verdict, title, before, after, concerns: 'callers', why, instead };
}

/** A change of a schema: of an input it concerns those who send, of everything else those who read. */
export function fromSchema(name: string, part: Part, { rule, path, verdict, before, after }: SchemaChange): Finding {
  const side = part === 'input' ? 'input' : 'output';
  const { title, why, instead }: { title: string; why: Told; instead: Told } = schemaRules[rule];
  const isSafe = verdict === 'safe';
  return {
    name,
    part,
    path,
    rule,
    verdict,
    title,
    before,
    after,
    concerns: part === 'input' ? 'senders' : 'readers',
    why: isSafe ? '' : (why[side] ?? ''),
    instead: isSafe ? '' : (instead[side] ?? ''),
  };
}

type Told = { readonly input?: string; readonly output?: string };

import { ahead } from './moments.ts';
import type { Shape } from './schema.ts';
import type { Fields } from './things.ts';

/** What a mutation does to the thing that it names, as far as its own name says. */
export interface Deed {
  /** Whether it makes something. */
  readonly makes: boolean;
  /** Whether what it names is gone afterwards. */
  readonly removes: boolean;
}

/** Reads the name of a mutation: the last part of it, such as `unfavorite`. */
export function deedOf(verb: string): Deed {
  return {
    makes: /^(?:create|add|new|register|sign_?up|request|begin|start|open|upload|send|post|submit|make)/i.test(verb),
    removes: /^(?:delete|remove|destroy|discard|end|dismiss|publish)(?:$|[A-Z])/.test(verb),
  };
}

/**
 * The fields that tell afterwards that something was done: `favorited` after `favorite`, and not after `unfavorite`; `editedAt`
 * after `edit`; what is to come after `schedule`.
 */
export function doneBy(verb: string, shape: Shape, { now, input }: { now: Date; input: Fields }): Fields {
  const fields = Object.keys(shape).flatMap((name): [string, unknown][] => {
    const done = isDone(verb, name);
    if (done === null) return [];
    const moment = ahead.test(name) && typeof input['at'] === 'string' ? input['at'] : now.toISOString();
    return [[name, /(?:At|On)$/.test(name) ? (done ? moment : null) : done]];
  });
  return Object.fromEntries(fields);
}

/** Whether the verb makes it so that the field says yes, or no; null where it has nothing to do with it. */
function isDone(verb: string, name: string): boolean | null {
  const said = name
    .replace(/(?:At|On)$/, '')
    .replace(/^(?:is|has|was)(?=[A-Z])/, '')
    .toLowerCase();
  const plain = verb.toLowerCase();
  if (formsOf(plain).includes(said)) return true;
  if (oppositesOf(plain).flatMap(formsOf).includes(said)) return false;
  // What is scheduled is ahead, whatever it is called that then happens.
  return ahead.test(name)
    ? (new Map([
        ['schedule', true],
        ['unschedule', false],
      ]).get(plain) ?? null)
    : null;
}

/** What is not so any more: what was favorited after `unfavorite`, what was unpublished after `publish` and `republish`. */
function oppositesOf(verb: string): string[] {
  if (verb.startsWith('un')) return [verb.slice(2)];
  return verb.startsWith('re') ? [`un${verb}`, `un${verb.slice(2)}`] : [`un${verb}`];
}

/** How a deed is called while and after it is done. */
function formsOf(verb: string): string[] {
  const stem = verb.replace(/e$/, '');
  return [`${stem}ed`, `${stem}ing`, `${verb}ed`, `${verb}ing`, `${verb}${verb.at(-1)}ed`, verb.replace(/y$/, 'ied')];
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeatureName, formsOf, type Forms, toKebab, withArticle } from './name.ts';
import { Refused } from './refused.ts';
import { singularOf } from './singular.ts';

export const kinds = ['query', 'mutation', 'subscription'] as const;
export type Kind = (typeof kinds)[number];

export const accesses = ['anonymous', 'public', 'user', 'viewer', 'operator', 'admin'] as const;
export type Access = (typeof accesses)[number];

/** A procedure that is to be written. */
export interface NewProcedure {
  readonly feature: FeatureName;
  /** `archive`, in `notes.archive`. */
  readonly name: string;
  readonly kind: Kind;
  readonly access: Access;
  /** What its use case is called. */
  readonly handler: Forms;
  /** What it does, as far as its name tells: `Archive a note`. */
  readonly sentence: string;
}

/** Names that a tRPC client keeps for itself, or that every object has. */
const reserved = new Set(['apply', 'bind', 'call', 'constructor', 'prototype', 'then', 'toString', 'valueOf']);

/**
 * Reads the name of a new procedure.
 *
 * @throws Refused where it is none, or where the feature is not there or has one of this name.
 */
export function readProcedure(root: string, given: string, facts: { kind: Kind; access: Access }): NewProcedure {
  const [group = '', name = '', ...rest] = given.split('.');
  if (rest.length > 0 || !/^[a-z][A-Za-z0-9]*$/.test(name)) {
    throw new Refused([`"${given}" is no name for a procedure. Write <feature>.<name>, such as notes.archive.`]);
  }
  if (reserved.has(name)) throw new Refused([`"${name}" is no name for a procedure: clients keep it for themselves.`]);
  const feature = readFeature(root, group);
  const { contractFile } = filesOf(feature);
  if (new RegExp(`^  ${name}: (?:${kinds.join('|')})\\(`, 'm').test(readFileSync(join(root, contractFile), 'utf8'))) {
    throw new Refused([`${feature.many.camel}.${name} is there already: ${contractFile}.`]);
  }
  const use = useOf(feature, { name, kind: facts.kind });
  const handler = formsOf(use.join('-'));
  const words = use.map((part) => (part === feature.one.kebab ? withArticle(feature.one.words) : part));
  return { feature, name, ...facts, handler, sentence: formsOf(words.join(' ')).heading };
}

/** The files of a feature that a procedure is added to. */
export function filesOf({ many }: FeatureName): { contractFile: string; indexFile: string; folder: string } {
  const folder = `server/src/features/${many.kebab}`;
  return { contractFile: `contracts/src/${many.kebab}.ts`, indexFile: `${folder}/index.ts`, folder };
}

function readFeature(root: string, group: string): FeatureName {
  const kebab = toKebab(group);
  const feature = { many: formsOf(kebab), one: formsOf(singularOf(kebab) ?? kebab) };
  const missing = Object.values(filesOf(feature)).find((file) => kebab === '' || !existsSync(join(root, file)));
  if (missing === undefined) return feature;
  throw new Refused([`There is no feature "${group}": ${missing} is not there. npm run new -- feature makes one.`]);
}

/** A use case is a verb and a noun: `archive-note`, `recent-notes`, `note-by-title`. */
function useOf({ many, one }: FeatureName, { name, kind }: { name: string; kind: Kind }): string[] {
  const [first = '', ...rest] = toKebab(name).split('-');
  if (kind === 'subscription') return first === 'stream' ? [first, many.kebab] : ['stream', first, ...rest];
  if (kind === 'mutation') return [first, one.kebab, ...rest];
  return first === 'by' ? [one.kebab, first, ...rest] : [first, ...rest, many.kebab];
}

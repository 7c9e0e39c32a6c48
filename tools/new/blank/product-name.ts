import { basename, resolve } from 'node:path';
import { formsOf, toKebab } from '../name.ts';
import { Refused } from '../refused.ts';

/** What a new product is called. */
export interface ProductName {
  /** `field-notes`: its package, its image and the password of its seed. */
  readonly kebab: string;
  /** `Field Notes`: on its pages. */
  readonly title: string;
}

const lengthMax = 30;
const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
/** A name as people write it: it comes into sources, pages and mails as it stands. */
const written = /^[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)*$/;

/**
 * Reads what a product is called.
 *
 * @param folder where it is to lie: it is called like it unless told.
 * @throws Refused for what no product can be called by.
 */
export function readProductName(folder: string, called?: string): ProductName {
  if (called === undefined) return nameOfFolder(basename(resolve(folder)));
  const kebab = toKebab(called);
  if (!written.test(called) || !isName(kebab)) {
    throw new Refused([
      `"${called}" is no name for a product. Write words of letters and digits, at most ${lengthMax} characters, the first a letter.`,
    ]);
  }
  return { kebab, title: called === kebab ? titleOf(kebab) : called };
}

function nameOfFolder(kebab: string): ProductName {
  if (isName(kebab)) return { kebab, title: titleOf(kebab) };
  const instead = toKebab(kebab);
  const such = isName(instead) ? ` such as ${instead},` : '';
  throw new Refused([
    `"${kebab}" is no name for a product, which is called like its folder. Name a folder in kebab case,${such} or say --name <name>.`,
  ]);
}

function isName(kebab: string): boolean {
  return kebabCase.test(kebab) && kebab.length <= lengthMax;
}

function titleOf(kebab: string): string {
  const words = kebab.split('-').map((part) => formsOf(part).pascal);
  return words.join(' ');
}

/** Puts the name of the new product in the place of the one that ships with this repository. */
export function rename(text: string, { kebab, title }: ProductName): string {
  const constant = kebab.replaceAll('-', '_').toUpperCase();
  return text.replaceAll('CONDUIT', constant).replaceAll('Conduit', title).replaceAll('conduit', kebab);
}

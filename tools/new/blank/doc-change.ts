import type { Amendment } from './amend.ts';

/** A change of a document, wherever it stands. */
export type Change = Omit<Amendment, 'file'>;

/** Leaves out the row of a table that begins with these words. */
export const row = (name: string): Change => ({ before: [`| ${name} |`, '\n'], after: '' });

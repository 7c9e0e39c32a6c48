import type { Words } from '../words.ts';
import { quantity } from './format.ts';

/** What the product says around every page. */
export const front: Words['front'] = {
  motto: 'Eine Zeitschrift, von ihren Lesern geschrieben.',
  search: 'Suche',
  write: 'Schreiben',
  drafts: 'Entwürfe',
  colophon:
    'Gesetzt aus der Newsreader und der Instrument Sans. Was hier steht, gehört denen, die es geschrieben haben.',
  articles: (amount) => quantity(amount, 'Artikel', 'Artikel'),
};

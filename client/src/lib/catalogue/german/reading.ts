import type { Words } from '../words.ts';
import { format, quantity } from './format.ts';

export const reading: Words['reading'] = {
  minutes: (amount) => `${format.count(amount)} Min.`,
  minutesLong: (amount) => `${quantity(amount, 'Minute', 'Minuten')} Lesezeit`,
  now: (people) => `${format.count(people)} lesen das gerade`,
  next: 'Als Nächstes lesen',
  feed: 'RSS-Feed',
  feedOf: (name) => `RSS-Feed von ${name}`,
  searchIn: (name) => `In ${name} suchen`,
  allTags: 'Alle Stichwörter',
  footnotes: { title: 'Fußnoten', back: (note) => `Zurück zur Stelle von Fußnote ${format.count(note)}` },
  tags: {
    title: 'Stichwörter',
    count: (tags) => quantity(tags, 'Stichwort', 'Stichwörter'),
    other: 'Zeichen und Zahlen',
    empty: { sentence: 'Noch wird kein Stichwort verwendet.', action: 'Schreib den ersten Artikel' },
  },
};

export const search: Words['search'] = {
  title: 'Suche',
  titleOf: (words) => `Suche: ${words}`,
  field: 'In allen Artikeln suchen',
  placeholder: 'Wort oder Wendung',
  hint: 'Wörter in Anführungszeichen werden zusammen gesucht. Ein Minus vor einem Wort schließt es aus, „or“ lässt die Wahl.',
  keys: 'Die Pfeiltasten führen durch die Ergebnisse, Escape führt zurück.',
  found: (amount) => quantity(amount, 'Artikel gefunden', 'Artikel gefunden'),
  foundMore: (amount) => `Mehr als ${format.count(amount)} Artikel gefunden`,
  results: 'Ergebnisse',
  loading: 'Suche läuft',
  failed: 'Die Suche ist fehlgeschlagen.',
  nothing: (words) => `Nichts enthält „${words}“.`,
  nothingHere: (words) => `In dieser Auswahl enthält nichts „${words}“.`,
  allTags: 'Stichwörter durchsehen',
  everywhere: 'Überall suchen',
  narrow: 'Nur',
  byTag: (tag) => `Stichwort ${tag}`,
  byAuthor: (name) => `von ${name}`,
  without: (filter) => `„${filter}“ entfernen`,
  filters: 'Filter',
};

import type { Words } from '../words.ts';
import { format, quantity } from './format.ts';

const toFront = 'Zur Titelseite';

export const articles: Words['articles'] = {
  latest: 'Neueste',
  yourFeed: 'Dein Feed',
  feeds: 'Feeds',
  latestTitle: 'Neueste Artikel',
  yourFeedTitle: 'Artikel von Leuten, denen du folgst',
  taggedTitle: (tag) => `Artikel zum Stichwort ${tag}`,
  listLabel: 'Artikel',
  tagged: 'Stichwort',
  loadingList: 'Artikel werden geladen',
  loadingOne: 'Der Artikel wird geladen',
  listFailed: 'Die Artikel konnten nicht geladen werden.',
  oneFailed: 'Der Artikel konnte nicht geladen werden.',
  newer: (amount) => `${quantity(amount, 'neuer', 'neue')} Artikel. Anzeigen`,
  empty: {
    latest: { sentence: 'Hier ist noch nichts erschienen.', action: 'Schreib den ersten Artikel' },
    yourFeed: {
      sentence: 'Die Leute, denen du folgst, haben bisher nichts veröffentlicht.',
      action: 'Finde jemanden zum Lesen',
    },
    tag: (tag) => ({ sentence: `Zum Stichwort ${tag} gibt es nichts.`, action: toFront }),
    own: { sentence: 'Du hast noch nichts veröffentlicht.', action: 'Schreib einen Artikel' },
    author: (name) => ({ sentence: `${name} hat noch nichts veröffentlicht.`, action: toFront }),
    ownFavorites: { sentence: 'Du hast noch keinen Artikel unter deinen Favoriten.', action: 'Finde etwas zum Lesen' },
    favorites: (name) => ({ sentence: `${name} hat noch keine Favoriten.`, action: toFront }),
  },
  favorite: (title, amount) => `Favorit „${title}“, ${format.count(amount)}`,
  notFavorite: (title) => `„${title}“ ist nicht unter deinen Favoriten.`,
  stillFavorite: (title) => `„${title}“ ist noch unter deinen Favoriten.`,
  tags: 'Stichwörter',
  editedOn: (day) => `geändert am ${day}`,
  edit: 'Artikel bearbeiten',
  delete: {
    action: 'Artikel löschen',
    question: 'Diesen Artikel mit allen Kommentaren und Favoriten löschen?',
    confirm: 'Endgültig löschen',
    cancel: 'Behalten',
  },
  actions: 'Aktionen zum Artikel',
  notTheAuthor: {
    title: 'Das kannst du nicht bearbeiten',
    sentence: 'Nur wer einen Artikel geschrieben hat, darf ihn ändern.',
  },
  backToArticle: 'Zurück zum Artikel',
  gone: { title: 'Unter dieser Adresse steht kein Artikel', sentence: 'Vielleicht wurde er inzwischen gelöscht.' },
};

export const editor: Words['editor'] = {
  newTitle: 'Neuer Artikel',
  editTitle: 'Artikel bearbeiten',
  title: 'Titel',
  description: 'Vorspann',
  descriptionHint: 'Ein oder zwei Sätze, die unter dem Titel stehen.',
  body: 'Text',
  bodyHint: 'Markdown: Eine Leerzeile beginnt einen Absatz, ## eine Überschrift, > ein Zitat.',
  tags: 'Stichwörter',
  tagsHint: 'Durch Kommas getrennt.',
};

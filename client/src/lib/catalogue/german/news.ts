import type { Words } from '../words.ts';

export const news: Words['news'] = {
  published: { before: '', after: ' hat veröffentlicht: ' },
  commented: { before: '', after: ' hat kommentiert: ' },
  announce: {
    article_published: (name, title) => `${name} hat „${title}“ veröffentlicht.`,
    comment_added: (name, title) => `${name} hat „${title}“ kommentiert.`,
  },
  kinds: {
    article_published: { name: 'Neue Artikel', note: 'von Leuten, denen du folgst' },
    comment_added: { name: 'Kommentare', note: 'zu deinen Artikeln; viele in einer Stunde kommen in einer Mail' },
    digest: { name: 'Wöchentliche Zusammenfassung', note: 'am Montagmorgen: was lesenswert war' },
  },
  empty: {
    sentence: 'Noch ist nichts passiert. Folge jemandem, dann erscheinen neue Artikel hier.',
    action: 'Finde jemanden zum Lesen',
  },
};

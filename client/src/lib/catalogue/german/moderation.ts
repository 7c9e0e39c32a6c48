import type { Words } from '../words.ts';

export const moderation: Words['moderation'] = {
  hidden: {
    label: 'Von der Moderation',
    article:
      'Von der Moderation verborgen. Nur du kannst diese Seite sehen, und sie lässt sich nicht wieder veröffentlichen. Dazu schreibt sie:',
    comment: 'Von der Moderation verborgen. Nur du kannst diesen Kommentar sehen. Dazu schreibt sie:',
    short: 'Von der Moderation verborgen.',
  },
  title: 'Von der Moderation',
  read: 'Als gelesen markieren',
  unread: 'Ungelesen',
  told: {
    hidden: {
      article: 'Dein Artikel wurde vor allen anderen verborgen',
      comment: 'Dein Kommentar wurde vor allen anderen verborgen',
    },
    shown: { article: 'Dein Artikel ist wieder zu sehen', comment: 'Dein Kommentar ist wieder zu sehen' },
    warned: { article: 'Ein Wort zu deinem Artikel', comment: 'Ein Wort zu deinem Kommentar' },
    dismissed: {
      article: 'Du hast diesen Artikel gemeldet. Er wurde angesehen und bleibt',
      comment: 'Du hast diesen Kommentar gemeldet. Er wurde angesehen und bleibt',
    },
    upheld: {
      article: 'Du hast diesen Artikel gemeldet. Es wurde etwas getan',
      comment: 'Du hast diesen Kommentar gemeldet. Es wurde etwas getan',
    },
  },
};

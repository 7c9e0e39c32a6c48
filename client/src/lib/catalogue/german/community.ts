import type { Words } from '../words.ts';
import { format, quantity } from './format.ts';

export const community: Words['community'] = {
  people: {
    followers: (amount) => quantity(amount, 'Follower', 'Follower'),
    following: (amount) => `folgt ${format.count(amount)}`,
    articles: (amount) => quantity(amount, 'Artikel', 'Artikel'),
    since: (day) => `Dabei seit ${day}`,
    followersTitle: (name) => `Wer ${name} folgt`,
    followingTitle: (name) => `Wem ${name} folgt`,
    loading: 'Die Liste wird geladen',
    failed: 'Die Liste konnte nicht geladen werden.',
    noFollowers: (name) => `Noch folgt niemand ${name}.`,
    noFollowing: (name) => `${name} folgt noch niemandem.`,
    back: (name) => `Artikel von ${name}`,
  },
  comment: {
    edited: 'bearbeitet',
    edit: 'Kommentar bearbeiten',
    editShort: 'Bearbeiten',
    form: 'Deinen Kommentar bearbeiten',
    save: 'Kommentar speichern',
    saving: 'Wird gespeichert',
    cancel: 'Abbrechen',
  },
  report: {
    open: { article: 'Diesen Artikel melden', comment: 'Diesen Kommentar melden' },
    short: 'Melden',
    form: { article: 'Diesen Artikel der Moderation melden', comment: 'Diesen Kommentar der Moderation melden' },
    reason: 'Grund',
    reasons: {
      spam: 'Werbung oder Spam',
      abuse: 'Beleidigung oder Hass',
      copyright: 'Fremdes Werk',
      other: 'Etwas anderes',
    },
    note: 'Was sollte die Moderation wissen?',
    noteField: 'Die Anmerkung',
    hint: 'Freiwillig. Nur die Moderation liest sie.',
    send: 'Meldung absenden',
    sending: 'Wird gesendet',
    cancel: 'Abbrechen',
    done: 'Danke. Die Moderation sieht es sich an.',
  },
  live: {
    changed: 'Dieser Artikel wurde geändert, während du gelesen hast.',
    show: 'Neue Fassung zeigen',
    gone: 'Dieser Artikel wurde zurückgezogen. Du siehst, was du schon geladen hattest.',
  },
};

import type { Words } from '../words.ts';
import { format, quantity } from './format.ts';

export const profiles: Words['profiles'] = {
  follow: (name) => `${name} folgen`,
  unfollow: (name) => `${name} nicht mehr folgen`,
  notFollowed: (name) => `Du folgst ${name} nicht.`,
  stillFollowed: (name) => `Du folgst ${name} weiterhin.`,
  favorites: 'Favoriten',
  sections: (name) => `Listen von ${name}`,
  favoritesTitle: (name) => `Favoriten von ${name}`,
  editProfile: 'Profil bearbeiten',
  loading: 'Das Profil wird geladen',
  failed: 'Das Profil konnte nicht geladen werden.',
  nobody: { title: 'Niemand hat diesen Namen', sentence: 'Vielleicht wurde das Konto umbenannt.' },
};

export const comments: Words['comments'] = {
  title: 'Kommentare',
  count: (amount) => quantity(amount, 'Kommentar', 'Kommentare'),
  form: 'Kommentar schreiben',
  label: 'Dein Kommentar',
  field: 'Der Kommentar',
  add: 'Kommentar absenden',
  adding: 'Wird gesendet',
  signIn: { before: '', action: 'Melde dich an', after: ', um zu kommentieren.' },
  empty: 'Noch hat niemand kommentiert.',
  loading: 'Kommentare werden geladen',
  failed: 'Die Kommentare konnten nicht geladen werden.',
  delete: {
    action: 'Kommentar löschen',
    short: 'Löschen',
    question: 'Diesen Kommentar löschen?',
    confirm: 'Endgültig löschen',
    cancel: 'Behalten',
  },
};

export const tags: Words['tags'] = {
  title: 'Register',
  label: 'Stichwörter',
  all: (amount) => `Alle ${format.count(amount)} Stichwörter`,
  use: (tag, amount) => `${tag}, ${quantity(amount, 'Artikel', 'Artikel')}`,
  loading: 'Stichwörter werden geladen',
  failed: 'Die Stichwörter konnten nicht geladen werden.',
  empty: 'Kein Stichwort wird verwendet.',
};

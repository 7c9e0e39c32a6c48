import type { Words } from '../words.ts';

export const notificationSettings: Words['notificationSettings'] = {
  title: 'Mitteilungen',
  note: 'Was du erfährst, hier und per Mail.',
  link: 'Wähle, was du erfahren möchtest',
  caption: 'Was du erfährst, und wo',
  what: 'Was',
  channels: { app: 'Auf Conduit', mail: 'Per Mail' },
  toggle: (kind, channel) => `${kind}, ${channel}`,
  unconfirmed: {
    before: 'Solange deine Adresse nicht bestätigt ist, geht keine dieser Mails hinaus. ',
    action: 'Bestätige sie',
    after: '.',
  },
  unchanged: 'Deine Wahl wurde nicht übernommen.',
  loading: 'Deine Auswahl wird geladen',
  failed: 'Deine Auswahl konnte nicht geladen werden.',
};

import type { Words } from '../words.ts';

/** The masthead, the colophon and what is said everywhere. */
export const shell: Words['shell'] = {
  name: 'Conduit',
  home: 'Conduit, Titelseite',
  skipToContent: 'Zum Inhalt springen',
  mainNavigation: 'Hauptmenü',
  settings: 'Einstellungen',
  signIn: 'Anmelden',
  signUp: 'Registrieren',
  signOut: 'Abmelden',
  signOutFailed: 'Abmelden fehlgeschlagen. Noch einmal',
  appearance: 'Darstellung',
  appearances: { device: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' },
  language: 'Sprache',
  loading: 'Wird geladen',
  tryAgain: 'Noch einmal versuchen',
  reload: 'Seite neu laden',
  close: 'Schließen',
  requestId: (id) => `Anfrage ${id}`,
  documentTitle: (page, unread) =>
    [unread > 0 ? `(${unread}) ` : '', page === null ? 'Conduit' : `${page} · Conduit`].join(''),
  sessionEnded: 'Deine Sitzung ist beendet. Melde dich wieder an, um weiterzumachen.',
  notFound: {
    title: 'Unter dieser Adresse steht nichts',
    sentence: 'Vielleicht wurde es gelöscht, oder der Link hat einen Fehler.',
    action: 'Zur Titelseite',
  },
  crashed: {
    title: 'Diese Seite ist gestört',
    sentence: 'In der Seite selbst ist etwas schiefgegangen. Meist hilft es, sie neu zu laden.',
  },
  outdated: {
    title: 'Es gibt ein neueres Conduit',
    sentence: 'Diese Seite ist älter als der Server. Lade sie neu, um weiterzumachen.',
  },
  pages: {
    label: 'Seiten',
    newer: 'Neuere',
    older: 'Ältere',
    position: (page, last) => `Seite ${page} von ${last}`,
    pastTheEnd: 'So lang ist die Liste nicht.',
    toFirst: 'Zur ersten Seite',
  },
  unsavedRestored: 'Was du zuvor getippt hattest, ist wieder da.',
  discardUnsaved: 'Verwerfen',
  offline: 'Keine Verbindung. Was geladen ist, bleibt lesbar, und was du schreibst, bleibt erhalten.',
  unreachable: {
    title: 'Diese Seite ist gerade nicht abrufbar',
    sentence: 'Es besteht keine Verbindung. Lade die Seite neu, sobald sie wieder da ist.',
  },
  newRelease: 'Es gibt eine neue Version.',
  reloadNow: 'Neu laden',
  renewed: 'Eine neuere Version hat diese Seite ersetzt. Was du gerade geschrieben hast, ist noch da.',
  toasts: 'Hinweise',
  undo: 'Rückgängig',
  languageFailed: 'Die Sprache konnte nicht geladen werden. Versuch es noch einmal, sobald du verbunden bist.',
};

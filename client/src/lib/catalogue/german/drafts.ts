import type { Words } from '../words.ts';
import { format } from './format.ts';

export const drafts: Words['drafts'] = {
  title: 'Entwürfe',
  loading: 'Die Entwürfe werden geladen',
  loadingOne: 'Der Entwurf wird geladen',
  failed: 'Die Entwürfe konnten nicht geladen werden.',
  oneFailed: 'Der Entwurf konnte nicht geladen werden.',
  empty: {
    sentence: 'Du hast keine Entwürfe. Was du schreibst, liegt hier, bis du es veröffentlichst.',
    action: 'Schreib etwas',
  },
  gone: {
    title: 'Diesen Entwurf gibt es nicht mehr',
    sentence: 'Er wurde veröffentlicht oder gelöscht.',
    action: 'Alle Entwürfe',
  },
  untitled: 'Ohne Titel',
  states: {
    fresh: 'Entwurf',
    change: 'Änderung an einem Artikel',
    unpublished: 'Zurückgezogen',
    scheduled: 'Geplant',
    missed: 'Nicht erschienen',
    local: 'Nur auf diesem Gerät',
  },
  comesOut: (instant) => `Erscheint am ${format.moment(instant)}.`,
  missed: (instant, lacks) =>
    lacks.length === 0
      ? `Er sollte am ${format.moment(instant)} erscheinen und konnte es nicht.`
      : `Er sollte am ${format.moment(instant)} erscheinen, aber es fehlte ${format.list(lacks)}.`,
  onlyYouSeeIt: 'Nur du kannst ihn sehen.',
  lacks: { title: 'der Titel', description: 'der Vorspann', body: 'der Text' },
  notSavedYet: 'Er ist noch nicht auf dem Server.',
  all: 'Alle Entwürfe',
  left: 'Noch nicht gespeichert, auf diesem Gerät aufgehoben:',
  restored: 'Was du auf diesem Gerät getippt hattest, ist wieder da.',
  discardRestored: 'Verwerfen',
  delete: {
    action: 'Entwurf löschen',
    question: 'Diesen Entwurf löschen?',
    confirm: 'Löschen',
    cancel: 'Behalten',
  },
  panes: { label: 'Ansicht', write: 'Schreiben', preview: 'Vorschau' },
  preview: 'Vorschau beim Schreiben',
  nothingToPreview: 'Hier steht beim Schreiben, was andere lesen werden.',
  cover: 'Titelbild',
  coverHint: 'Steht über dem Text. Zieh ein Bild hierher oder wähle eines aus.',
  addCover: 'Titelbild auswählen',
  replaceCover: 'Titelbild ersetzen',
  removeCover: 'Entfernen',
  insertPicture: 'Bild einfügen',
  pictureHint: 'Oder füge eines aus der Zwischenablage ein, oder zieh es dorthin, wo du schreibst.',
  uploading: (number) => `Bild ${format.count(number)} wird hochgeladen …`,
  stillUploading: 'Ein Bild hat noch keine Adresse. Warte darauf, oder nimm seine Zeile heraus.',
  describe: 'Beschreib dieses Bild für alle, die es nicht sehen können',
  describeDone: 'Beschreibung hinzufügen',
  undescribed: 'Bilder ohne Beschreibung',
};

export const saving: Words['saving'] = {
  idle: 'Wird beim Schreiben gespeichert',
  waiting: 'Noch nicht gespeichert',
  saving: 'Wird gespeichert',
  saved: 'Gespeichert',
  offline: 'Nicht gespeichert: offline, auf diesem Gerät aufgehoben',
  offlineNotKept: 'Nicht gespeichert: offline, und auf diesem Gerät ist kein Platz. Lass die Seite offen',
  refused: (why) => `Nicht gespeichert: ${why}`,
  conflict: 'Nicht gespeichert: anderswo geändert',
  gone: 'Nicht gespeichert: anderswo veröffentlicht oder gelöscht',
  now: 'Jetzt speichern',
};

export const conflict: Words['conflict'] = {
  title: 'Dieser Entwurf wurde anderswo geändert',
  sentence: (since) =>
    `Ein anderer Tab oder ein anderes Gerät hat ihn ${since} gespeichert. Deine Fassung ist noch da: Wähl, welche weitergeht.`,
  compare: 'Was sich unterscheidet',
  mine: 'Deine Fassung',
  theirs: 'Die andere',
  same: (lines) => (lines === 1 ? '1 Zeile ist gleich' : `${format.count(lines)} Zeilen sind gleich`),
  none: 'nichts',
  keepMine: 'Meine behalten',
  takeTheirs: 'Die andere nehmen',
  taken: 'Die andere Fassung steht jetzt hier.',
  backToMine: 'Zurück zu meiner',
  gone: 'Dieser Entwurf wurde anderswo veröffentlicht oder gelöscht. Was du geschrieben hast, ist noch hier.',
  beginAnew: 'Als neuen Entwurf behalten',
};

export const publishing: Words['publishing'] = {
  publish: 'Artikel veröffentlichen',
  publishChanges: 'Änderungen veröffentlichen',
  publishAgain: 'Wieder veröffentlichen',
  publishing: 'Wird veröffentlicht',
  question: 'Jetzt veröffentlichen, für alle zu lesen?',
  confirm: 'Jetzt veröffentlichen',
  cancel: 'Noch nicht',
  atATime: 'Zu einer Zeit veröffentlichen',
  at: 'Wann',
  atHint: (zone) => `Nach deiner Uhr (${zone}).`,
  means: (moment, how) => `${moment}, ${how}.`,
  noTime: 'Wann braucht ein Datum und eine Uhrzeit.',
  schedule: 'Planen',
  scheduling: 'Wird geplant',
  reschedule: 'Zeit ändern',
  unschedule: 'Planung aufheben',
  close: 'Doch nicht',
  shortcuts: 'Strg S speichert, Strg Enter veröffentlicht.',
  unpublish: {
    action: 'Artikel zurückziehen',
    question:
      'Diesen Artikel zurückziehen? Adresse, Kommentare und Favoriten bleiben, bis du ihn wieder veröffentlichst.',
    confirm: 'Zurückziehen',
    cancel: 'Stehen lassen',
  },
  republish: 'Wieder veröffentlichen',
  unpublishedNote: 'Zurückgezogen. Nur du kannst diese Seite sehen.',
};

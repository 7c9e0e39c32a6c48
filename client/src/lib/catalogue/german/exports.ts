import type { Words } from '../words.ts';
import { format } from './format.ts';

export const exports: Words['exports'] = {
  section: {
    title: 'Deine Daten',
    note: 'Eine Kopie von allem, was du hier hast, in einer Datei.',
  },
  contents:
    'Sie enthält dein Profil, Artikel und Entwürfe als Markdown, deine Bilder, Kommentare, Favoriten, wem du folgst und wer dir folgt, Benachrichtigungen und Sitzungen.',
  action: 'Kopie erstellen',
  again: 'Neue Kopie erstellen',
  waiting: 'Deine Kopie ist gleich an der Reihe.',
  running: 'Deine Kopie wird erstellt.',
  percent: (amount) => `${amount} %`,
  progress: 'Fortschritt deiner Kopie',
  mail: 'Du musst hier nicht warten: Eine Mail sagt dir, wenn sie fertig ist.',
  ready: (day, now) => `Deine Kopie vom ${format.day(day, now)} ist fertig.`,
  download: (megabytes) => `Herunterladen (${megabytes < 0.1 ? 'unter 0,1' : format.count(megabytes)} MB)`,
  until: (day, now) => `Du kannst sie bis ${format.day(day, now)} herunterladen, danach wird sie gelöscht.`,
  failed: 'Die Kopie konnte nicht erstellt werden. Versuch es noch einmal; deinen Daten hier ist nichts geschehen.',
  loadFailed: 'Deine Kopien konnten nicht geladen werden.',
  loading: 'Deine Kopien werden geladen',
  beforeLeaving: 'Mach vorher eine Kopie deiner Daten, wenn du etwas davon behalten möchtest.',
};

import type { Words } from '../words.ts';

export const accountNotes: Words['accountNotes'] = {
  signIn: 'Um zu schreiben, zu folgen und zu antworten.',
  username: 'Er steht unter allem, was du schreibst, und in deiner Adresse hier.',
  bio: 'Ein oder zwei Sätze für dein Profil.',
  timeZone: 'Nach ihr weiß die wöchentliche Zusammenfassung, wann Montagmorgen ist.',
  deletion:
    'Deine Artikel, Kommentare, Entwürfe, Bilder, Favoriten und wem du folgst werden gelöscht, für alle und für immer. Das geschieht 14 Tage, nachdem du es verlangt hast; bis dahin kannst du es dir anders überlegen.',
};

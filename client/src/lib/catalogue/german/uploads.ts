import type { Words } from '../words.ts';

export const uploads: Words['uploads'] = {
  choose: 'Bild hochladen',
  replace: 'Bild ersetzen',
  sending: 'Das Bild wird hochgeladen',
  cancel: 'Hochladen abbrechen',
};

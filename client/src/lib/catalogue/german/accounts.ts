import type { Words } from '../words.ts';

export const accounts: Words['accounts'] = {
  username: 'Benutzername',
  email: 'E-Mail',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  bio: 'Über dich',
  signIn: {
    title: 'Anmelden',
    action: 'Anmelden',
    busy: 'Wird angemeldet',
    other: 'Noch kein Konto?',
    otherAction: 'Registrieren',
  },
  signUp: {
    title: 'Registrieren',
    closed: 'Zurzeit entstehen keine neuen Konten. Lesen kann man alles auch ohne.',
    lede: 'Ein Name, eine Adresse und ein Passwort, mehr braucht es nicht.',
    action: 'Registrieren',
    busy: 'Wird registriert',
    other: 'Schon registriert?',
    otherAction: 'Anmelden',
    passwordHint: 'Mindestens 8 Zeichen. Ein paar Wörter ergeben ein gutes.',
  },
};

import { productErrors } from './product-errors.ts';

/** What the failures that procedures declare are called in German, by their names. */
export const declaredErrors: Readonly<Record<string, string>> = {
  ...productErrors,
  USERNAME_TAKEN: 'Dieser Benutzername ist vergeben.',
  SIGN_UPS_CLOSED: 'Zurzeit entstehen keine neuen Konten.',
  EMAIL_TAKEN: 'Mit dieser E-Mail-Adresse gibt es schon ein Konto.',
  CREDENTIALS_INVALID: 'E-Mail und Passwort gehören nicht zusammen.',
  ACCOUNT_SUSPENDED: 'Dieses Konto ist gesperrt.',
  PASSWORD_INVALID: 'Das ist nicht dein Passwort.',
  OTP_INVALID: 'Dieser Code stimmt nicht oder wurde schon benutzt.',
  TWO_FACTOR_REQUIRED: 'Dieses Konto verlangt zusätzlich einen Code des zweiten Faktors.',
  TWO_FACTOR_ON: 'Die Anmeldung in zwei Schritten ist schon eingeschaltet.',
  TWO_FACTOR_OFF: 'Die Anmeldung in zwei Schritten ist ausgeschaltet.',
  TWO_FACTOR_NOT_BEGUN: 'Es gibt noch kein Geheimnis, zu dem ein Code gehören könnte.',
  LINK_INVALID: 'Dieser Link gilt nicht oder nicht mehr.',
  ADDRESS_VERIFIED: 'Diese Adresse ist schon bestätigt.',
  LAST_ADMIN: 'Außer dir gibt es keinen Admin. Mach zuerst jemand anderen dazu.',
  NOT_AN_IMAGE: 'Das ist kein lesbares Bild: JPEG, PNG, WebP, GIF oder AVIF geht.',
  IMAGE_TOO_LARGE: 'Dieses Bild ist zu groß: höchstens 10 MB und 50 Megapixel.',
};

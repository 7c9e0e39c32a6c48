import { platformErrors } from '@hybrid/contracts/kernel';
import type { PlatformErrorName } from '@hybrid/contracts/kernel';
import type { Words } from '../words.ts';
import { declaredErrors } from './declared-errors.ts';
import { quantity } from './format.ts';
import { predicate } from './predicates.ts';

const unknown = 'Auf unserer Seite ist etwas schiefgegangen.';

const ofPlatform: Record<PlatformErrorName, string> = {
  UNAUTHORIZED: 'Melde dich dafür an.',
  FORBIDDEN: 'Das darfst du nicht.',
  NOT_FOUND: 'Unter dieser Adresse steht nichts.',
  METHOD_NOT_ALLOWED: 'So kann das nicht aufgerufen werden.',
  INVALID_INPUT: 'Etwas an den Angaben stimmt nicht.',
  PAYLOAD_TOO_LARGE: 'Das ist zu groß zum Senden.',
  TOO_MANY_REQUESTS: 'Zu viele Versuche. Warte ein wenig und versuch es dann noch einmal.',
  STALE_CLIENT: 'Diese Seite ist älter als der Server. Lade sie neu.',
  IDEMPOTENCY_CONFLICT: 'Diese Anfrage wurde schon einmal mit anderem Inhalt gesendet.',
  UNAVAILABLE: 'Das geht im Moment nicht. Versuch es gleich noch einmal.',
  INTERNAL: unknown,
};

/** What is said when something fails. */
export const failures: Words['failures'] = {
  // A server that is newer than the page may know names that this table does not.
  ofPlatform: (name) => ofPlatform[name] ?? platformErrors[name].message,
  tooMany: (seconds) =>
    `Zu viele Versuche. Warte ${quantity(Math.max(1, seconds), 'Sekunde', 'Sekunden')} und versuch es dann noch einmal.`,
  unreachable: 'Der Server ist nicht erreichbar. Prüf die Verbindung und versuch es dann noch einmal.',
  offline: 'Es besteht keine Verbindung. Versuch es noch einmal, sobald du wieder verbunden bist.',
  unknown,
  declared: (name, message) => declaredErrors[name] ?? message ?? unknown,
  field: (label, message) => `${label} ${predicate(message)}.`,
};

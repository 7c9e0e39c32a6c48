import { format } from './format.ts';
import { type Rule, productRules } from './product-rules.ts';

/** `$1` is a number of the English predicate, written as German writes numbers. */
const rules: readonly Rule[] = [
  ...productRules,
  [/^can't be blank$/, 'darf nicht leer sein'],
  [/^is too long$/, 'ist zu lang'],
  [/^is too long \(at most ([\d,]+) characters\)$/, 'ist zu lang (höchstens $1 Zeichen)'],
  [/^is too short \(at least ([\d,]+) characters\)$/, 'ist zu kurz (mindestens $1 Zeichen)'],
  [/^is too large$/, 'ist zu groß'],
  [/^may hold only letters, digits, _ and -$/, 'darf nur Buchstaben, Ziffern, _ und - enthalten'],
  [/^may not hold a NUL character$/, 'darf kein NUL-Zeichen enthalten'],
  [/^is not an e-mail address$/, 'ist keine E-Mail-Adresse'],
  [/^must be an address that begins with https:\/\/$/, 'muss eine Adresse sein, die mit https:// beginnt'],
  [/^must be a language that Conduit speaks: en or de$/, 'muss eine Sprache sein, die Conduit spricht: en oder de'],
  [/^must be text$/, 'muss Text sein'],
  [/^must be at least ([\d,]+)$/, 'muss mindestens $1 sein'],
  [/^must be at most ([\d,]+)$/, 'darf höchstens $1 sein'],
  [/^can't be negative$/, 'darf nicht negativ sein'],
  [/^must be the name of a time zone, such as (?:\S+)$/, 'muss der Name einer Zeitzone sein, etwa Europe/Berlin'],
  [/^must be a picture that was uploaded here$/, 'muss ein hier hochgeladenes Bild sein'],
  [/^is not an id$/, 'ist keine Kennung'],
  [/^is taken$/, 'ist vergeben'],
  [/^is reserved$/, 'ist reserviert'],
  // What zod says by itself, where the contract says nothing of its own.
  [/^(?:Invalid|Too big|Too small|Unrecognized)\b/, 'ist ungültig'],
];

/** Says in German what a message of the contract says of a field; one that is not known here stays as it is. */
export function predicate(message: string): string {
  for (const [pattern, german] of rules) {
    const found = pattern.exec(message);
    if (found) return german.replace('$1', () => format.count(Number((found[1] ?? '').replaceAll(',', ''))));
  }
  return message;
}

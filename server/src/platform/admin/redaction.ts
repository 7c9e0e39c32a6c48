import { hasRole, type Role } from '../access.ts';

/** From whom a value is kept, and what they see in its place. */
export interface Redaction<Value> {
  readonly from: 'viewers' | 'everybody';
  readonly as: (value: Value) => Value;
}

/** The fields of a row that are kept from somebody. */
export type Redactions<Row> = { readonly [Field in keyof Row]?: Redaction<Row[Field]> };

/** A row as somebody of this role sees it. */
export function redact<Row>(row: Row, redactions: Redactions<NoInfer<Row>>, role: Role): Row {
  const shown = { ...row };
  // The keys of redactions are fields of the row: their type says so, and that of keys does not.
  for (const field of Object.keys(redactions) as (keyof Row)[]) {
    const redaction: Redaction<Row[typeof field]> | undefined = redactions[field];
    if (redaction && isKeptFrom(role, redaction)) shown[field] = redaction.as(row[field]);
  }
  return shown;
}

/** Which fields are kept from somebody. */
export type KeptFrom = Readonly<Record<string, Pick<Redaction<never>, 'from'> | undefined>>;

/** The names of the fields that are kept from somebody of this role. */
export function keptFields(redactions: KeptFrom, role: Role): string[] {
  return Object.entries(redactions).flatMap(([name, one]) => (one && isKeptFrom(role, one) ? [name] : []));
}

function isKeptFrom(role: Role, { from }: Pick<Redaction<never>, 'from'>): boolean {
  return from === 'everybody' || !hasRole(role, 'operator');
}

/** Enough of an e-mail address to recognise one that one knows, and no more. */
export function shortAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

/**
 * A text with the e-mail addresses in it shortened, such as what a mail server said. What stands before the sign is no longer than it
 * may be in an address: a long text without one is not read again from each of its characters.
 */
export function shortAddressesIn<Text extends string | null>(text: Text): Text {
  if (text === null) return text;
  // What the type of a text is more than a text, nobody asks of it here.
  return text.replaceAll(/[^\s@<>"'(),:;]{1,64}@[\w.-]*[a-z]\w*/gi, shortAddress) as Text;
}

/** What a viewer reads in place of a word that somebody looked for. */
const keptWord = 'a word that only operators see';

/** A word that somebody looked for, as it stands in a question in words: between marks of which it has none itself. */
export function quoted(word: string): string {
  return `“${plainMarks(word)}”`;
}

/** A word without such marks, for a question that has marks of its own around it. */
export function plainMarks(word: string): string {
  return word.replaceAll(/[“”]/g, '"');
}

/** A question in words without those that somebody looked for, as `quoted` wrote them: they may match what is kept. */
export function withoutWords(question: string): string {
  return shortAddressesIn(question.replaceAll(/“[^”]*”/g, keptWord));
}

/** The address of a network, from which somebody did something: where they live, as good as. */
export const networkAddress: Redaction<string | null> = {
  from: 'viewers',
  as: (given) => (given === null ? null : '…'),
};

const address: Redaction<unknown> = {
  from: 'viewers',
  as: (value) => (typeof value === 'string' ? shortAddressesIn(value) : value),
};
const asked: Redaction<unknown> = {
  from: 'viewers',
  as: (value) => (typeof value === 'string' ? withoutWords(value) : value),
};
const secret: Redaction<unknown> = { from: 'everybody', as: () => '…' };

/** What is kept of fields that bear these names, wherever one is written down by its name, as in the audit log; of others, addresses. */
const byName: ReadonlyMap<string, Redaction<unknown>> = new Map([
  ['password', secret],
  ['token', secret],
  ['secret', secret],
  ['otp', secret],
  ['question', asked],
]);

/**
 * A value with its fields, and those in them, as somebody of this role sees them. It keeps its shape: what differs can still be told.
 *
 * @param kept further fields of it that are kept from them, by their names.
 */
export function redactFields(value: unknown, role: Role, kept: readonly string[] = []): unknown {
  const own = new Map([...byName, ...kept.map((name) => [name.toLowerCase(), secret] as const)]);
  const applying = new Map([...own].filter(([, redaction]) => isKeptFrom(role, redaction)));
  return redactBelow(value, applying, isKeptFrom(role, address) ? address : undefined);
}

function redactBelow(
  value: unknown,
  own: ReadonlyMap<string, Redaction<unknown>>,
  above: Redaction<unknown> | undefined,
): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((one) => redactBelow(one, own, above));
  if (typeof value !== 'object') return above ? above.as(value) : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redactBelow(inner, own, own.get(name.toLowerCase()) ?? above)]),
  );
}

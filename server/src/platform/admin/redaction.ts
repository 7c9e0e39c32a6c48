import { hasRole, type Role } from '../access.ts';

/** From whom a value is kept, and what they see in its place. */
export interface Redaction<Value> {
  readonly from: 'viewers' | 'everybody';
  readonly as: (value: Value) => Value;
}

/** The fields of a row that are kept from somebody. */
export type Redactions<Row> = { readonly [Field in keyof Row]?: Redaction<Row[Field]> };

/** A row as somebody of this role sees it. */
export function redact<Row>(row: Row, redactions: Redactions<Row>, role: Role): Row {
  const shown = { ...row };
  for (const field in redactions) {
    const redaction = redactions[field];
    if (redaction && isKeptFrom(role, redaction)) shown[field] = redaction.as(row[field]);
  }
  return shown;
}

function isKeptFrom(role: Role, { from }: Pick<Redaction<never>, 'from'>): boolean {
  return from === 'everybody' || !hasRole(role, 'operator');
}

/** Enough of an e-mail address to recognise one that one knows, and no more. */
export function shortAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}

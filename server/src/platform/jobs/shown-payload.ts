import { hasRole, type Role } from '../access.ts';
import { redactFields, shortAddressesIn } from '../admin/redaction.ts';
import type { DeclaredJob } from './job-filter.ts';
import type { LoggedLine } from './run-log.ts';
import { hidden, isRecord, withoutSecrets } from './without-secrets.ts';

/** Of a long payload its beginning is shown. */
const shownMax = 20_000;

/**
 * What a job was given, as somebody of a role may see it.
 *
 * @param job undefined where this release does not know it: what it would keep from viewers is then not known either.
 * @returns null where all of it is kept from them.
 */
export function shownPayload(payload: unknown, job: DeclaredJob | undefined, role: Role): string | null {
  const isStaffWhoSteer = hasRole(role, 'operator');
  if (!job && !isStaffWhoSteer) return null;
  const data = isRecord(payload) && 'data' in payload ? payload['data'] : payload;
  const isKept = (field: string) => {
    const from = job?.keptFrom?.[field];
    return from === 'everybody' || (from === 'viewers' && !isStaffWhoSteer);
  };
  const own = isRecord(data)
    ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, isKept(name) ? hidden : value]))
    : data;
  const text = JSON.stringify(withoutSecrets(redactFields(own, role)), null, 2) ?? 'null';
  return textFor(text.length > shownMax ? `${text.slice(0, shownMax)}\n…` : text, role);
}

/** A line that a job logged, as somebody of a role may see it. */
export function shownLine({ at, level, text, fields }: LoggedLine, role: Role) {
  const more = fields && textFor(JSON.stringify(withoutSecrets(redactFields(fields, role))), role);
  return { at: new Date(at), level, text: textFor(text, role), fields: more ?? null };
}

function textFor(text: string, role: Role): string {
  return hasRole(role, 'operator') ? text : shortAddressesIn(text);
}

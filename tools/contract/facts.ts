import type { SealedLock } from '@hybrid/contracts/gate';

/**
 * Writes what a client needs to know of the contract before it loads any of it: a page that only reads carries no schemas.
 */
export function formatFacts({ hash, procedures, events }: SealedLock): string {
  const entries = Object.entries(procedures).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const idempotent = entries.filter(([, procedure]) => procedure.idempotent).map(([name]) => name);
  const deprecated = entries.flatMap(([name, { deprecated: said }]) =>
    said ? [`'${name}': ${JSON.stringify(said)}`] : [],
  );
  const heard = Object.entries(events).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `// Written by \`npm run contract -- lock\`, out of the contract: never by hand.
import type { Deprecation } from './kernel/procedure.ts';

/** What a client knows of the contract it was built with, without its schemas. */
export interface ContractFacts {
  /** Names the contract: sent with each call. */
  readonly hash: string;
  /** The procedures that are carried out once under a key, by their dotted names. */
  readonly idempotent: readonly string[];
  readonly deprecated: Readonly<Record<string, Deprecation>>;
  /** The topics of the events, by their names. */
  readonly events: Readonly<Record<string, EventFacts>>;
}

/** What is heard of an event. */
export interface EventFacts {
  /** Whose stream it travels on, with \`{placeholders}\`. */
  readonly topic: string;
  /** It has no number, and is never told again. */
  readonly ephemeral?: true;
}

export const contractFacts: ContractFacts = {
  hash: '${hash}',
  idempotent: ${list(
    idempotent.map((name) => `'${name}'`),
    '[]',
  )},
  deprecated: ${list(deprecated, '{}')},
  events: ${list(
    heard.map(
      ([name, { topic, ephemeral }]) => `'${name}': { topic: '${topic}'${ephemeral ? ', ephemeral: true' : ''} }`,
    ),
    '{}',
  )},
};
`;
}

/** One to a line, so that a difference shows which came. */
function list(parts: readonly string[], [open, close]: '[]' | '{}'): string {
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((part) => `    ${part},\n`).join('')}  ${close}`;
}

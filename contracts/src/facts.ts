// Written by `npm run contract -- lock`, out of the contract: never by hand.
import type { Deprecation } from './kernel/procedure.ts';

/** What a client knows of the contract it was built with, without its schemas. */
export interface ContractFacts {
  /** Names the contract: sent with each call. */
  readonly hash: string;
  /** The procedures that are carried out once under a key, by their dotted names. */
  readonly idempotent: readonly string[];
  readonly deprecated: Readonly<Record<string, Deprecation>>;
}

export const contractFacts: ContractFacts = {
  hash: '0616b6539e1e8572',
  idempotent: [
    'articles.create',
    'comments.add',
    'drafts.publish',
    'exports.request',
    'reports.create',
  ],
  deprecated: {},
};

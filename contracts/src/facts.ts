// Written by `npm run contract -- lock`, out of the contract: never by hand.
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
  /** Whose stream it travels on, with `{placeholders}`. */
  readonly topic: string;
  /** It has no number, and is never told again. */
  readonly ephemeral?: true;
}

export const contractFacts: ContractFacts = {
  hash: '1ec233ada454dce1',
  idempotent: [
    'articles.create',
    'comments.add',
    'drafts.publish',
    'exports.request',
    'reports.create',
  ],
  deprecated: {},
  events: {
    'articles.edited': { topic: 'article:{articleId}' },
    'articles.favoritesChanged': { topic: 'article:{articleId}' },
    'articles.readersChanged': { topic: 'article:{articleId}', ephemeral: true },
    'comments.deleted': { topic: 'article:{articleId}' },
    'comments.written': { topic: 'article:{articleId}' },
    'exports.progressed': { topic: 'user:{userId}' },
    'flags.changed': { topic: 'flags' },
    'moderation.noticeGiven': { topic: 'user:{userId}' },
    'notifications.created': { topic: 'user:{userId}' },
  },
};

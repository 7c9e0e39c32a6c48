import * as events from './events.ts';
import * as contract from './features.ts';
import type { ContractRouter } from './kernel/index.ts';

/** The whole contract and every event: what may be asked and what is told. */
export { contract, events };

/** The tRPC router type of the contract, for any tRPC client. */
export interface ApiRouter extends ContractRouter<typeof contract> {}

export { type Me, Email, Language, Password, Role, SignedIn, Username } from './accounts.ts';
export type { Article, ArticlePage, ArticlePreview } from './articles.ts';
export type { Comment } from './comments.ts';
export type { Page } from './fields.ts';
export type { Notification } from './notifications.ts';
export type { Profile } from './profiles.ts';
export type { TagUse } from './tags.ts';

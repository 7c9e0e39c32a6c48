import * as events from './events.ts';
import * as contract from './features.ts';
import type { ContractRouter } from './kernel/index.ts';

/** The whole contract and every event: what may be asked and what is told. */
export { contract, events };

/** The tRPC router type of the contract, for any tRPC client. */
export interface ApiRouter extends ContractRouter<typeof contract> {}

export { type Me, Email, Language, Password, Role, SignedIn, TimeZone, Username } from './accounts.ts';
export type { AddressChange } from './addresses.ts';
export { type Article, type ArticlePage, type ArticlePreview, NewArticle } from './articles.ts';
export { declaredFlags, type FlagName } from './declared-flags.ts';
export { Draft, type DraftPreview, draftsMax } from './drafts.ts';
export type { Comment, LiveComment } from './comments.ts';
export type { Page } from './fields.ts';
export { LiveMessage } from './live.ts';
export type { Hidden, ModerationNotice } from './moderation.ts';
export { NewsKind, newsOffers, NotificationChannel, NotificationKind } from './news.ts';
export type { Notification, NotificationSetting } from './notifications.ts';
export type { Profile, ProfileCard, ProfilePage } from './profiles.ts';
export type { ReportReason } from './reports.ts';
export type { Session } from './sessions.ts';
export type { SearchHit, SearchResults, Segment } from './search.ts';
export type { TagUse } from './tags.ts';
export { imageLimits, uploadAddress, type UploadedImage } from './uploads.ts';
export type { DataExport } from './exports.ts';

// The contract, a group for each feature. Collected as a namespace, because a namespace is never inlined into a
// declaration file: the compiler then reads each group once.
export { accounts } from './accounts.ts';
export { articles } from './articles.ts';
export { comments } from './comments.ts';
export { notifications } from './notifications.ts';
export { profiles } from './profiles.ts';
export { tags } from './tags.ts';
export { activity } from './activity.ts';
export { reports } from './reports.ts';
export { uploads } from './uploads.ts';
export { search } from './search.ts';
export { drafts } from './drafts.ts';
export { addresses } from './addresses.ts';
export { deletions } from './deletions.ts';
export { passwords } from './passwords.ts';
export { sessions } from './sessions.ts';
export { twoFactor } from './two-factor.ts';
export { exports } from './exports.ts';
export { live } from './live.ts';
export { flags } from './flags.ts';
export { moderation } from './moderation.ts';

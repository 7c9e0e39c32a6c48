// The contract, a group for each feature. Collected as a namespace, because a namespace is never inlined into a
// declaration file: the compiler then reads each group once.
export { accounts } from './accounts.ts';
export { articles } from './articles.ts';
export { comments } from './comments.ts';
export { notifications } from './notifications.ts';
export { profiles } from './profiles.ts';
export { tags } from './tags.ts';

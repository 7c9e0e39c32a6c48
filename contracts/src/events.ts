export { notificationCreated } from './notifications.ts';
export { articleEdited, favoritesChanged, readersChanged } from './activity.ts';
export { commentDeleted, commentWritten } from './comments.ts';
export { exportProgressed } from './exports.ts';
export { flagsChanged } from './flags.ts';
export { noticeGiven } from './moderation.ts';

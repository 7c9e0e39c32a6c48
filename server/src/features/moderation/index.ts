import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { articlesAdmin } from './articles.admin.ts';
import { commentsAdmin } from './comments.admin.ts';
import { listNotices, markNoticesRead } from './list-notices.ts';
import { noticeMail } from './mails.ts';

export { type Content, describeContent, type DescribedContent, holdContent, targetOf } from './content.ts';
export { giveNotices, tellAuthor, withdrawNotices } from './give-notice.ts';
export { hideContent, showContent, warnAuthor } from './hide-content.ts';

/** What moderators do to articles and comments, and what they tell people of it. */
export const moderation = {
  router: implement(contract.moderation, { notices: listNotices, markRead: markNoticesRead }),
  mails: [noticeMail],
  admin: [articlesAdmin.section, commentsAdmin.section],
  bulkChanges: [...articlesAdmin.bulkChanges, ...commentsAdmin.bulkChanges],
} satisfies Feature<typeof contract.moderation>;

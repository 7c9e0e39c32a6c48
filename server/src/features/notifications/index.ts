import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { sendDigests } from './digest.ts';
import { listNotifications, markRead } from './list-notifications.ts';
import { mailNews } from './mail-news.ts';
import { articlePublishedMail, commentAddedMail, digestMail } from './mails.ts';
import { chooseNotification, notificationSettings } from './notification-settings.ts';
import { streamNotifications } from './stream-notifications.ts';
import { notifyAuthor, notifyFollowers } from './tell-news.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';

/** What concerns one person: stored, listed, told live, and mailed. */
export const notifications = {
  router: implement(contract.notifications, {
    list: listNotifications,
    markRead,
    settings: notificationSettings,
    choose: chooseNotification,
    stream: streamNotifications,
  }),
  jobs: [notifyFollowers, notifyAuthor, mailNews, sendDigests],
  mails: [articlePublishedMail, commentAddedMail, digestMail],
  routes: unsubscribeRoutes,
} satisfies Feature<typeof contract.notifications>;

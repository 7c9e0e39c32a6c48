import type { Words } from '../words.ts';
import { accountNotes } from './account-notes.ts';
import { accounts } from './accounts.ts';
import { articles, editor } from './articles.ts';
import { community } from './community.ts';
import { conflict, drafts, publishing, saving } from './drafts.ts';
import { failures } from './failures.ts';
import { exports } from './exports.ts';
import { format } from './format.ts';
import { front } from './front.ts';
import { moderation } from './moderation.ts';
import { notificationSettings } from './notification-settings.ts';
import { news } from './news.ts';
import { notifications } from './notifications.ts';
import { comments, profiles, tags } from './people.ts';
import { recovery, settings } from './settings.ts';
import { reading, search } from './reading.ts';
import { shell } from './shell.ts';
import { uploads } from './uploads.ts';

/** Everything Conduit says, in German. */
export const german: Words = {
  format,
  shell,
  front,
  failures,
  accounts,
  accountNotes,
  articles,
  editor,
  drafts,
  saving,
  conflict,
  publishing,
  profiles,
  comments,
  tags,
  notifications,
  news,
  notificationSettings,
  settings,
  recovery,
  community,
  moderation,
  uploads,
  exports,
  reading,
  search,
};

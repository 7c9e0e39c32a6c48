import type { Notification } from '@hybrid/contracts';
import type { Words } from '../../lib/catalogue/words.ts';

/** What is said to a screen reader of a notification that has just come. */
export function announcementOf({ news }: Words, { kind, actor, article }: Notification): string {
  return news.announce[kind](actor.username, article.title);
}

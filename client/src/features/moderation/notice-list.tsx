import type { Me, ModerationNotice } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { useEvent } from '../../lib/live/use-event.ts';
import { trpc } from '../../lib/trpc.ts';
import { Moment } from '../../ui/moment.tsx';

/** What the moderators told the signed-in person; nothing where they never did. */
export function NoticeList(): ReactNode {
  const { moderation: said } = useWords();
  const utils = trpc.useUtils();
  const notices = trpc.moderation.notices.useQuery().data;
  const markRead = trpc.moderation.markRead.useMutation({ onSuccess: () => utils.moderation.notices.invalidate() });
  if (!notices || notices.notices.length === 0) return null;
  return (
    <section className="moderation-notices" aria-labelledby="moderation-title">
      <div className="notifications-bar">
        <h2 id="moderation-title" className="small-head">
          {said.title}
        </h2>
        {notices.unread > 0 && (
          <button type="button" className="button-quiet" onClick={() => markRead.mutate()}>
            {said.read}
          </button>
        )}
      </div>
      <ol aria-label={said.title}>
        {notices.notices.map((notice) => (
          <li key={notice.id}>
            <Notice notice={notice} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Notice({
  notice: { kind, isOfComment, excerpt, slug, words, createdAt, readAt },
}: {
  notice: ModerationNotice;
}) {
  const { moderation: said } = useWords();
  // A release may come to know others: what they are is told by the words.
  const told = Object.hasOwn(said.told, kind) ? said.told[kind] : said.told.warned;
  const isUnread = readAt === null;
  return (
    <article className={isUnread ? 'notification notification-unread' : 'notification'}>
      <div className="margin-note">
        {isUnread && <span className="unread-mark">{said.unread}</span>}
        <Moment instant={createdAt} relative />
      </div>
      <div>
        <p>
          {told[isOfComment ? 'comment' : 'article']}:{' '}
          {slug === null ? (
            <span>{excerpt}</span>
          ) : (
            <Link className="notification-subject" to={`/article/${encodeURIComponent(slug)}`}>
              {excerpt}
            </Link>
          )}
        </p>
        {words !== null && <blockquote className="moderation-words">{words}</blockquote>}
      </div>
    </article>
  );
}

/** How much of it is unread; nobody's when nobody is signed in. What comes meanwhile is asked for at once. */
export function useUnreadNotices(me: Me | null | undefined): number {
  const client = useQueryClient();
  const unread = trpc.moderation.notices.useQuery(undefined, { enabled: Boolean(me) }).data?.unread ?? 0;
  useEvent(
    'moderation.noticeGiven',
    me ? { userId: me.id } : null,
    () => {
      // What was hidden or is shown again stands on the page in another way.
      for (const changed of [trpc.moderation, trpc.articles.bySlug, trpc.comments, trpc.drafts]) {
        void client.invalidateQueries({ queryKey: getQueryKey(changed) });
      }
    },
    { onReset: () => void client.invalidateQueries({ queryKey: getQueryKey(trpc.moderation) }) },
  );
  return me ? unread : 0;
}

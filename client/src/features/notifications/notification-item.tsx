import type { Notification } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Moment } from '../../ui/moment.tsx';

interface NotificationItemProps {
  notification: Notification;
  onRead: (id: string) => void;
}

/** Who did what with which article. Following the link marks it as read. */
export function NotificationItem({ notification, onRead }: NotificationItemProps): ReactNode {
  const { news, notifications: said } = useWords();
  const { id, kind, actor, article, createdAt, readAt } = notification;
  const sentence = kind === 'article_published' ? news.published : news.commented;
  const isUnread = readAt === null;
  return (
    <article className={isUnread ? 'notification notification-unread' : 'notification'}>
      <div className="margin-note">
        {isUnread && <span className="unread-mark">{said.unread}</span>}
        <Moment instant={createdAt} relative />
      </div>
      <p>
        <Avatar name={actor.username} image={actor.image} />{' '}
        <span>
          {sentence.before}
          <Link to={`/profile/${encodeURIComponent(actor.username)}`}>{actor.username}</Link>
          {sentence.after}
          <Link
            className="notification-subject"
            to={`/article/${encodeURIComponent(article.slug)}`}
            onClick={() => isUnread && onRead(id)}
          >
            {article.title}
          </Link>
        </span>
      </p>
    </article>
  );
}

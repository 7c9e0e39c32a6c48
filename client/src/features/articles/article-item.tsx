import type { ArticlePreview } from '@hybrid/contracts';
import { ViewTransition } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useArticleIntent } from '../../lib/use-article-intent.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Cover } from '../../ui/cover.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FavoriteButton } from './favorite-button.tsx';
import { headlineName } from './headline-name.ts';
import { ReadingTime } from './reading-time.tsx';
import { TagLine } from './tag-line.tsx';

interface ArticleItemProps {
  article: ArticlePreview;
  isSignedIn: boolean;
  /** The first of a front page stands larger. */
  isLead?: boolean;
}

/** An article in a list: headline, standfirst, tags, and who wrote it in the margin. Only the lead shows its picture. */
export function ArticleItem({ article, isSignedIn, isLead = false }: ArticleItemProps): ReactNode {
  const { slug, title, author } = article;
  const intent = useArticleIntent(slug);
  return (
    <article className={isLead ? 'item item-lead' : 'item'}>
      {isLead && <Cover image={article.image} />}
      <h2 className="item-title">
        <ViewTransition name={headlineName(slug)} share="auto" default="none">
          <Link to={`/article/${encodeURIComponent(slug)}`} {...intent}>
            {title}
          </Link>
        </ViewTransition>
      </h2>
      <p className="standfirst">{article.description}</p>
      <TagLine tags={article.tags} />
      <div className="margin-note">
        <Link className="author" to={`/profile/${encodeURIComponent(author.username)}`}>
          <Avatar name={author.username} image={author.image} />
          {author.username}
        </Link>
        <Moment instant={article.createdAt} />
        <ReadingTime minutes={article.readingMinutes} />
        <FavoriteButton article={article} isSignedIn={isSignedIn} />
      </div>
    </article>
  );
}

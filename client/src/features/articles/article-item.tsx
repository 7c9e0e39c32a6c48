import type { ArticlePreview } from '@hybrid/contracts';
import { ViewTransition } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { trpc } from '../../lib/trpc.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FavoriteButton } from './favorite-button.tsx';
import { headlineName } from './headline-name.ts';
import { TagLine } from './tag-line.tsx';

interface ArticleItemProps {
  article: ArticlePreview;
  isSignedIn: boolean;
  /** The first of a front page stands larger. */
  isLead?: boolean;
}

/** An article in a list: headline, standfirst, tags, and who wrote it in the margin. */
export function ArticleItem({ article, isSignedIn, isLead = false }: ArticleItemProps): ReactNode {
  const utils = trpc.useUtils();
  const { slug, title, author } = article;
  return (
    <article className={isLead ? 'item item-lead' : 'item'}>
      <h2 className="item-title">
        <ViewTransition name={headlineName(slug)} share="auto" default="none">
          <Link
            to={`/article/${encodeURIComponent(slug)}`}
            onPointerEnter={() => void utils.articles.bySlug.prefetch({ slug })}
          >
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
        <FavoriteButton article={article} isSignedIn={isSignedIn} />
      </div>
    </article>
  );
}

import type { ArticlePreview } from '@hybrid/contracts';
import { ViewTransition } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHeading } from '../../lib/arrival.tsx';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Cover } from '../../ui/cover.tsx';
import { Moment } from '../../ui/moment.tsx';
import { headlineName } from './headline-name.ts';
import { ReadingTime } from './reading-time.tsx';
import { TagLine } from './tag-line.tsx';

const DAY_MS = 86_400_000;

export function ArticleHead({ article }: { article: ArticlePreview }): ReactNode {
  return (
    <header className="article-head">
      <ViewTransition name={headlineName(article.slug)} share="auto" default="none">
        <PageHeading className="article-title">{article.title}</PageHeading>
      </ViewTransition>
      <p className="standfirst">{article.description}</p>
      <Cover image={article.image} />
    </header>
  );
}

/** Who wrote it and when, in the margin. */
export function Byline({ article }: { article: ArticlePreview }): ReactNode {
  const { articles, format } = useWords();
  const now = useNow();
  const { author, createdAt, updatedAt } = article;
  const wasChanged = new Date(updatedAt).getTime() - new Date(createdAt).getTime() > DAY_MS;
  return (
    <div className="byline margin-note">
      <Link className="author" to={`/profile/${encodeURIComponent(author.username)}`}>
        <Avatar name={author.username} image={author.image} />
        {author.username}
      </Link>
      <Moment instant={createdAt} />
      <ReadingTime minutes={article.readingMinutes} />
      {wasChanged && <span className="changed">{articles.editedOn(format.day(updatedAt, now))}</span>}
      <TagLine tags={article.tags} />
    </div>
  );
}

import type { ArticlePreview } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { useArticleIntent } from '../../lib/use-article-intent.ts';
import { ReadingTime } from './reading-time.tsx';

/** What to read after an article; nothing where there is nothing. */
export function RelatedArticles({ articles }: { articles: readonly ArticlePreview[] | undefined }): ReactNode {
  const { reading } = useWords();
  if (!articles?.length) return null;
  return (
    <section className="related" aria-labelledby="related-title">
      <h2 id="related-title" className="small-head">
        {reading.next}
      </h2>
      <ol className="related-list">
        {articles.map((article) => (
          <li key={article.slug}>
            <RelatedArticle article={article} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function RelatedArticle({ article }: { article: ArticlePreview }) {
  const { slug, title, author, readingMinutes } = article;
  const intent = useArticleIntent(slug);
  return (
    <>
      <h3 className="related-head">
        <Link to={`/article/${encodeURIComponent(slug)}`} {...intent}>
          {title}
        </Link>
      </h3>
      <p className="related-note">
        {author.username} <ReadingTime minutes={readingMinutes} />
      </p>
    </>
  );
}

import { lazy, Suspense, useDeferredValue } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { DraftText } from './draft-text.ts';

const loadMarkdown = async () => import('../../ui/markdown.tsx');
const MarkdownText = lazy(async () => ({ default: (await loadMarkdown()).MarkdownText }));

/** What is written as it will be read; it follows a moment later where the text is long, and never holds up the typing. */
export function Preview({ text }: { text: DraftText }): ReactNode {
  const { drafts } = useWords();
  const { title, description, body, image } = useDeferredValue(text);
  const isEmpty = [title, description, body].every((part) => part.trim() === '') && image === null;
  return (
    <section className="preview" aria-label={drafts.preview}>
      {isEmpty && <p className="hint">{drafts.nothingToPreview}</p>}
      {/* No headings: the page has one title, and it is not this one. */}
      {title.trim() !== '' && <p className="preview-title">{title}</p>}
      {description.trim() !== '' && <p className="standfirst">{description}</p>}
      {image !== null && <img className="cover-image" src={image} alt="" />}
      {body.trim() !== '' && (
        <div className="prose">
          <Suspense fallback={<Skeleton shape="prose" />}>
            <MarkdownText source={body} />
          </Suspense>
        </div>
      )}
    </section>
  );
}

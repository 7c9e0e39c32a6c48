import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';

const loadMarkdown = async () => import('../../ui/markdown.tsx');
const MarkdownText = lazy(async () => ({ default: (await loadMarkdown()).MarkdownText }));

/** The text of an article, set for reading; without a source, the shape of it. */
export function ArticleText({ source }: { source: string | undefined }): ReactNode {
  return (
    <div className="prose">
      <Suspense fallback={<Skeleton shape="prose" />}>
        {source === undefined ? <Skeleton shape="prose" /> : <MarkdownText source={source} />}
      </Suspense>
    </div>
  );
}

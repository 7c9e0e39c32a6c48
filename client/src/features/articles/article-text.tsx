import type { ReactNode } from 'react';
import { MarkdownText } from '../../ui/markdown.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/**
 * The text of an article, set for reading; without a source, the shape of it.
 *
 * @remarks
 * The renderer comes with the page and not behind a boundary of its own: React holds back for 300 ms what takes the place of
 * a fallback, and the text is what people come for.
 */
export function ArticleText({ source }: { source: string | undefined }): ReactNode {
  return (
    <div className="prose">{source === undefined ? <Skeleton shape="prose" /> : <MarkdownText source={source} />}</div>
  );
}

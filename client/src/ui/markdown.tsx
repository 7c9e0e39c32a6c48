import type { ReactNode } from 'react';
import Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { useWords } from '../lib/catalogue/words.ts';
import { pictureSize } from '../lib/picture-size.ts';

const plugins = [remarkGfm];

/**
 * Text in Markdown. Raw HTML in it stays text and addresses other than web, mail and our own are dropped: nothing
 * that a writer types becomes markup of its own.
 *
 * @remarks
 * Loaded on the pages that show it, never with the first page.
 */
export function MarkdownText({ source }: { source: string }): ReactNode {
  const { footnotes } = useWords().reading;
  const labels = { footnoteLabel: footnotes.title, footnoteBackLabel: (index: number) => footnotes.back(index + 1) };
  return (
    <Markdown remarkPlugins={plugins} remarkRehypeOptions={labels} components={components}>
      {source}
    </Markdown>
  );
}

// The title of the page is its only first-level heading, so that the text's own headings begin one level below.
const components: Components = {
  h1: ({ children }) => <h2>{children}</h2>,
  h2: ({ children, id, className }) => (
    <h2 id={id} className={className}>
      {children}
    </h2>
  ),
  // What a footnote is called from has a name of its own, to which the note leads back.
  a: ({ href, title, id, 'aria-label': label, children }) => (
    <a
      href={href}
      title={title}
      id={id}
      aria-label={label}
      {...(isOurs(href) ? {} : { rel: 'nofollow ugc noopener noreferrer' })}
    >
      {children}
    </a>
  ),
  // An address that was dropped leaves the words that stood for the picture.
  img: ({ src, alt = '', title }) =>
    src ? (
      <img src={src} alt={alt} title={title} {...pictureSize(src)} loading="lazy" referrerPolicy="no-referrer" />
    ) : (
      alt
    ),
  // What is wide scrolls by itself, by keyboard too, and never widens the page.
  pre: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0}>{children}</pre>
  ),
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-frame" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

function isOurs(href: string | undefined): boolean {
  return href === undefined || href.startsWith('#') || (href.startsWith('/') && !href.startsWith('//'));
}

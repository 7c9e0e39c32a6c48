import type { DraftPreview } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Words } from '../../lib/catalogue/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { LocalCopy } from './local-copies.ts';

interface DraftListProps {
  drafts: readonly DraftPreview[];
  /** What this device has and the server never heard of. */
  copies: readonly LocalCopy[];
}

/** Everything that is being written, and what became of it. */
export function DraftList({ drafts, copies }: DraftListProps): ReactNode {
  const words = useWords();
  const { empty, states, untitled, notSavedYet } = words.drafts;
  if (drafts.length === 0 && copies.length === 0) return <Empty {...empty} to="/editor" />;
  return (
    <ul className="items draft-list">
      {copies.map(({ id, text, at }) => (
        <li key={id}>
          <Item
            to={`/draft/${id}`}
            state={states.local}
            title={text.title.trim() || untitled}
            excerpt={text.description || text.body.slice(0, 280)}
            at={at}
            notes={[notSavedYet]}
          />
        </li>
      ))}
      {drafts.map((draft) => (
        <li key={draft.id ?? draft.article?.slug}>
          <Item
            to={pathOf(draft)}
            state={states[stateOf(draft)]}
            title={draft.title.trim() || untitled}
            excerpt={draft.excerpt}
            at={draft.updatedAt}
            notes={notesOn(words, draft)}
          />
        </li>
      ))}
    </ul>
  );
}

interface ItemProps {
  to: string;
  state: string;
  title: string;
  excerpt: string;
  at: string;
  notes: string[];
}

function Item({ to, state, title, excerpt, at, notes }: ItemProps) {
  return (
    <article className="item">
      <h2 className="item-title">
        <Link to={to}>{title}</Link>
      </h2>
      {excerpt.trim() !== '' && <p className="standfirst draft-excerpt">{excerpt}</p>}
      {notes.map((note) => (
        <p key={note} className="draft-note">
          {note}
        </p>
      ))}
      <div className="margin-note">
        <span className="draft-state">{state}</span>
        <Moment instant={at} relative />
      </div>
    </article>
  );
}

/** An article's draft is reached by the article: one that nobody has begun to change is made on the way. */
function pathOf({ id, article }: DraftPreview): string {
  return article === null ? `/draft/${id}` : `/editor/${encodeURIComponent(article.slug)}`;
}

function stateOf({ publishAt, missedAt, article }: DraftPreview): keyof Words['drafts']['states'] {
  if (publishAt !== null) return 'scheduled';
  if (missedAt !== null) return 'missed';
  if (article === null) return 'fresh';
  return article.isPublished ? 'change' : 'unpublished';
}

function notesOn({ drafts, moderation }: Words, { publishAt, missedAt, lacks, article }: DraftPreview): string[] {
  const notes: string[] = [];
  if (publishAt !== null) notes.push(drafts.comesOut(publishAt));
  if (missedAt !== null)
    notes.push(
      drafts.missed(
        missedAt,
        lacks.map((part) => drafts.lacks[part]),
      ),
    );
  if (article?.isHidden) notes.push(moderation.hidden.short);
  if (article?.isPublished === false) notes.push(drafts.onlyYouSeeIt);
  return notes;
}

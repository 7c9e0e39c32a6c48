import type { TagUse } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { TagEntries } from './tag-entries.tsx';

const SHOWN = 24;

/** The index: which tags there are, and how many articles stand under each. */
export function TagIndex(): ReactNode {
  const { tags: said } = useWords();
  const answer = trpc.tags.list.useQuery();
  const waiting = (
    <Loading label={said.loading}>
      <Skeleton shape="note" />
    </Loading>
  );
  return (
    <section className="index" aria-labelledby="index-title">
      <h2 id="index-title" className="small-head">
        {said.title}
      </h2>
      <Loaded answer={answer} failed={said.failed} waiting={waiting}>
        {(tags) => <Tags tags={tags} />}
      </Loaded>
    </section>
  );
}

function Tags({ tags }: { tags: TagUse[] }): ReactNode {
  const { tags: said } = useWords();
  const [isWhole, setIsWhole] = useState(false);
  if (tags.length === 0) return <p className="hint">{said.empty}</p>;
  // The server lists by use; a reader looks a word up by its letters.
  const shown = (isWhole ? tags : tags.slice(0, SHOWN)).toSorted((one, other) => one.tag.localeCompare(other.tag));
  return (
    <>
      <TagEntries tags={shown} label={said.label} />
      {!isWhole && tags.length > SHOWN && (
        <button type="button" className="button-quiet" onClick={() => setIsWhole(true)}>
          {said.all(tags.length)}
        </button>
      )}
    </>
  );
}

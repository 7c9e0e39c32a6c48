import type { ReactNode } from 'react';
import { TagRegister } from '../features/tags/tag-register.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { Empty } from '../ui/empty.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** The index of all tags. */
export function TagsPage(): ReactNode {
  const { reading, tags: said } = useWords();
  const answer = trpc.tags.list.useQuery();
  const waiting = (
    <Loading label={said.loading}>
      <Skeleton shape="prose" />
    </Loading>
  );
  return (
    <>
      <PageTitle title={reading.tags.title} />
      <header className="page-head">
        <PageHeading className="page-title">{reading.tags.title}</PageHeading>
        <p className="page-note figure">{answer.data && reading.tags.count(answer.data.length)}</p>
      </header>
      <Loaded answer={answer} failed={said.failed} waiting={waiting}>
        {(tags) => (tags.length === 0 ? <Empty {...reading.tags.empty} to="/editor" /> : <TagRegister tags={tags} />)}
      </Loaded>
    </>
  );
}

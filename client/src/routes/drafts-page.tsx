import type { Me } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { DraftList } from '../features/drafts/draft-list.tsx';
import { localCopies } from '../features/drafts/local-copies.ts';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** What the signed-in person is writing. */
export function DraftsPage(): ReactNode {
  return <RequireUser>{(me) => <Drafts me={me} />}</RequireUser>;
}

function Drafts({ me }: { me: Me }) {
  const { drafts } = useWords();
  const answer = trpc.drafts.list.useQuery(undefined, { staleTime: 0 });
  const [copies] = useState(() => localCopies(me.id).all());
  return (
    <>
      <PageTitle title={drafts.title} />
      <header className="page-head">
        <PageHeading className="page-title">{drafts.title}</PageHeading>
      </header>
      <Loaded
        answer={answer}
        failed={drafts.failed}
        waiting={
          <Loading label={drafts.loading}>
            <Skeleton shape="item" />
            <Skeleton shape="item" />
          </Loading>
        }
      >
        {(listed) => (
          <DraftList
            drafts={listed}
            copies={copies.filter(({ id, revision }) => revision === null && !listed.some((draft) => draft.id === id))}
          />
        )}
      </Loaded>
    </>
  );
}

import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { signInPath } from '../../lib/return-path.ts';
import { trpc } from '../../lib/trpc.ts';
import { LoadFailure } from '../../ui/problem.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';

/** Shows a page to a signed-in person, and leads everyone else through signing in and back. */
export function RequireUser({ children }: { children: (me: Me) => ReactNode }): ReactNode {
  const { shell } = useWords();
  const location = useLocation();
  const me = trpc.accounts.me.useQuery(undefined, { staleTime: 5 * 60_000 });
  if (me.data) return children(me.data);
  if (me.data === null) return <Navigate to={signInPath(location)} replace />;
  if (me.error) return <LoadFailure what="" error={me.error} retry={() => void me.refetch()} />;
  return (
    <Loading label={shell.loading}>
      <Skeleton shape="lead" />
    </Loading>
  );
}

import type { Me } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { use } from 'react';
import { meKey } from '../../lib/query-client.ts';
import { SessionNoticeContext } from '../../lib/session-notice.ts';

/** Takes over who is signed in now: what was read as somebody else is read again. */
export function useSignedIn(): (me: Me) => void {
  const client = useQueryClient();
  const notice = use(SessionNoticeContext);
  return (me) => {
    notice.set(false);
    client.setQueryData(meKey, me);
    const isOther = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
      JSON.stringify(queryKey) !== JSON.stringify(meKey);
    client.removeQueries({ type: 'inactive', predicate: isOther });
    void client.resetQueries({ predicate: isOther });
  };
}

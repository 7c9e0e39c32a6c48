import type { Session } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { useNow } from '../../lib/use-now.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';

export function SessionList(): ReactNode {
  const { settings, shell } = useWords();
  const sessions = trpc.sessions.list.useQuery();
  return (
    <Loaded
      answer={sessions}
      failed={settings.loadFailed}
      waiting={
        <Loading label={shell.loading}>
          <Skeleton shape="note" />
          <Skeleton shape="note" />
        </Loading>
      }
    >
      {(list) => <Sessions list={list} />}
    </Loaded>
  );
}

function Sessions({ list }: { list: Session[] }) {
  const words = useWords();
  const said = words.settings.sessions;
  const utils = trpc.useUtils();
  const refresh = { onSettled: () => utils.sessions.list.invalidate() };
  const end = trpc.sessions.end.useMutation(refresh);
  const endOthers = trpc.sessions.endOthers.useMutation(refresh);
  const error = end.error ?? endOthers.error;
  return (
    <>
      <ul className="sessions">
        {list.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            isEnding={end.isPending && end.variables.id === session.id}
            onEnd={() => end.mutate({ id: session.id })}
          />
        ))}
      </ul>
      <FailureNote failure={error ? describeFailure(words, error) : null} />
      <div className="settings-send">
        {list.length > 1 && (
          <ConfirmButton
            action={said.endOthers}
            question={said.endOthersQuestion}
            confirm={said.endOthers}
            cancel={words.settings.cancel}
            isBusy={endOthers.isPending}
            onConfirm={() => endOthers.mutate()}
          />
        )}
        <output className="hint">
          {endOthers.data ? said.endedOthers(endOthers.data.ended) : list.length === 1 && said.onlyOne}
        </output>
      </div>
    </>
  );
}

interface SessionItemProps {
  session: Session;
  isEnding: boolean;
  onEnd: () => void;
}

function SessionItem({ session, isEnding, onEnd }: SessionItemProps) {
  const { settings, format } = useWords();
  const { sessions: said } = settings;
  const now = useNow();
  const device = said.device(session.browser, session.system);
  return (
    <li>
      <div>
        <p>{device}</p>
        <p className="hint">{said.facts(session.address, format.day(session.createdAt, now))}</p>
        {!session.isCurrent && <p className="hint">{said.lastUsed(format.since(session.lastUsedAt, now))}</p>}
      </div>
      {session.isCurrent ? (
        <p className="session-current">{said.current}</p>
      ) : (
        <button
          type="button"
          className="button-quiet"
          aria-label={said.endNamed(device)}
          aria-disabled={isEnding}
          onClick={isEnding ? undefined : onEnd}
        >
          {said.end}
        </button>
      )}
    </li>
  );
}

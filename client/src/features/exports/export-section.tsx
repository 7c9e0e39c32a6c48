import type { DataExport, Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Words } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { useNow } from '../../lib/use-now.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { isUnderWay, useExports } from './use-exports.ts';

/** Asks for a copy of one's data, shows how far it is, and hands it over. */
export function ExportSection({ me }: { me: Pick<Me, 'id'> }): ReactNode {
  const words = useWords();
  const said = words.exports;
  const { list, request } = useExports(me);
  return (
    <div className="settings-part exports">
      <p>{said.contents}</p>
      <Loaded
        answer={list}
        failed={said.loadFailed}
        waiting={
          <Loading label={said.loading}>
            <Skeleton shape="note" />
          </Loading>
        }
      >
        {(known) => (
          <Copies
            known={known}
            isAsking={request.isPending}
            onAsk={() => request.mutate()}
            failure={<FailureNote failure={request.error && describeFailure(words, request.error)} />}
          />
        )}
      </Loaded>
    </div>
  );
}

interface CopiesProps {
  known: DataExport[];
  isAsking: boolean;
  onAsk: () => void;
  failure: ReactNode;
}

function Copies({ known, isAsking, onAsk, failure }: CopiesProps) {
  const { exports: said } = useWords();
  const pending = known.find(isUnderWay);
  const ready = known.filter(({ state }) => state === 'ready');
  return (
    <>
      {/* Always there, so that what it comes to say is heard. */}
      <output>{sentenceOf(said, pending ?? known[0])}</output>
      {pending && <Progress pending={pending} />}
      {ready.length > 0 && (
        <ul className="exports-list">
          {ready.map((one) => (
            <ReadyCopy key={one.id} copy={one} />
          ))}
        </ul>
      )}
      {!pending && (
        <button type="button" className="button" aria-disabled={isAsking} onClick={isAsking ? undefined : onAsk}>
          {known.length > 0 ? said.again : said.action}
        </button>
      )}
      {failure}
    </>
  );
}

/** What is to be said of the newest copy; one that is ready speaks for itself in the list. */
function sentenceOf(said: Words['exports'], newest: DataExport | undefined): string | null {
  if (newest === undefined || newest.state === 'ready') return null;
  return said[newest.state];
}

function Progress({ pending: { progress } }: { pending: DataExport }) {
  const { exports: said } = useWords();
  return (
    <>
      <div className="exports-progress">
        <progress className="progress" aria-label={said.progress} max={100} value={progress} />
        <span aria-hidden="true">{said.percent(progress)}</span>
      </div>
      <p className="hint">{said.mail}</p>
    </>
  );
}

function ReadyCopy({ copy: { id, createdAt, expiresAt, sizeBytes } }: { copy: DataExport }) {
  const { exports: said } = useWords();
  const now = useNow();
  const megabytes = Math.round((sizeBytes ?? 0) / 100_000) / 10;
  return (
    <li>
      <p>{said.ready(createdAt, now)}</p>
      <a className="button-quiet" href={`/exports/${id}/download`} download>
        {said.download(megabytes)}
      </a>
      {expiresAt !== null && <p className="hint">{said.until(expiresAt, now)}</p>}
    </li>
  );
}

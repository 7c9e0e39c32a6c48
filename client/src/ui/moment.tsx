import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { useNow } from '../lib/use-now.ts';

/** A date; with `relative`, how long ago. The exact moment is its tooltip. */
export function Moment({ instant, relative = false }: { instant: string; relative?: boolean }): ReactNode {
  const { format } = useWords();
  const now = useNow();
  return (
    <time dateTime={instant} title={format.moment(instant)}>
      {relative ? format.since(instant, now) : format.day(instant, now)}
    </time>
  );
}

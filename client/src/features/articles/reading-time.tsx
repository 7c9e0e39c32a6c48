import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';

/** How long a text takes. Said in full to whoever hears it. */
export function ReadingTime({ minutes }: { minutes: number }): ReactNode {
  const { reading } = useWords();
  return (
    <span className="reading-time figure">
      <span aria-hidden="true">{reading.minutes(minutes)}</span>
      <span className="visually-hidden">{reading.minutesLong(minutes)}</span>
    </span>
  );
}

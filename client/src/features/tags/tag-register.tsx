import type { TagUse } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { TagEntries } from './tag-entries.tsx';

/** All tags by their first letters, as at the end of a book. */
export function TagRegister({ tags }: { tags: readonly TagUse[] }): ReactNode {
  const { reading } = useWords();
  return (
    <div className="register">
      {byLetter(tags).map(([letter, group]) => (
        <section key={letter} className="register-letter" aria-label={letter === '' ? reading.tags.other : letter}>
          <h2 className="register-head" aria-hidden="true">
            {letter === '' ? '&' : letter}
          </h2>
          <TagEntries tags={group} />
        </section>
      ))}
    </div>
  );
}

/** What begins with no letter comes last, under none. */
function byLetter(tags: readonly TagUse[]): [string, TagUse[]][] {
  const groups = new Map<string, TagUse[]>();
  for (const use of tags.toSorted((one, other) => one.tag.localeCompare(other.tag))) {
    // An accent does not make another letter of it: “é” stands under E.
    const first = use.tag.normalize('NFD').charAt(0).toLocaleUpperCase();
    const letter = /\p{L}/u.test(first) ? first : '';
    groups.set(letter, [...(groups.get(letter) ?? []), use]);
  }
  return [...groups].toSorted(
    ([one], [other]) => Number(one === '') - Number(other === '') || one.localeCompare(other),
  );
}

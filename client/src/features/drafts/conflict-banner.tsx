import type { Draft } from '@hybrid/contracts';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useNow } from '../../lib/use-now.ts';
import type { DraftText } from './draft-text.ts';
import { labelsOf } from './save-line.tsx';
import { textDiff } from './text-diff.ts';
import type { DiffLine } from './text-diff.ts';

interface ConflictBannerProps {
  mine: DraftText;
  theirs: Draft;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Shows what another tab or device saved meanwhile beside what stands here, and lets one of them go on. */
export function ConflictBanner({ mine, theirs, onKeepMine, onTakeTheirs }: ConflictBannerProps): ReactNode {
  const words = useWords();
  const now = useNow();
  const { conflict, format } = words;
  return (
    <section className="conflict" aria-label={conflict.title}>
      <div role="alert">
        <p className="conflict-title">{conflict.title}</p>
        <p>{conflict.sentence(format.since(theirs.updatedAt, now))}</p>
      </div>
      <div className="conflict-choice">
        <button type="button" className="button-quiet" onClick={onKeepMine}>
          {conflict.keepMine}
        </button>
        <button type="button" className="button-quiet" onClick={onTakeTheirs}>
          {conflict.takeTheirs}
        </button>
      </div>
      <details open>
        <summary>{conflict.compare}</summary>
        <Fields mine={mine} theirs={theirs} />
        <BodyDiff mine={mine.body} theirs={theirs.body} />
      </details>
    </section>
  );
}

function Fields({ mine, theirs }: { mine: DraftText; theirs: DraftText }) {
  const words = useWords();
  const { conflict } = words;
  const labels = labelsOf(words);
  const shown = ({ tags, image, title, description }: DraftText) => ({
    title,
    description,
    tags: tags.join(', '),
    image: image ?? '',
  });
  const [ours, others] = [shown(mine), shown(theirs)];
  const differing = (['title', 'description', 'tags', 'image'] as const).filter(
    (field) => ours[field] !== others[field],
  );
  return differing.map((field) => (
    <dl key={field} className="conflict-field">
      <dt>{labels[field]}</dt>
      <dd>
        <span className="conflict-side">{conflict.mine}</span> {ours[field] || conflict.none}
      </dd>
      <dd>
        <span className="conflict-side">{conflict.theirs}</span> {others[field] || conflict.none}
      </dd>
    </dl>
  ));
}

function BodyDiff({ mine, theirs }: { mine: string; theirs: string }) {
  const { conflict, editor } = useWords();
  const blocks = useMemo(() => blocksOf(textDiff(mine, theirs)), [mine, theirs]);
  if (mine === theirs) return null;
  const sides = { mine: conflict.mine, theirs: conflict.theirs };
  return (
    // It scrolls by itself where much differs, by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="conflict-body" aria-label={`${conflict.compare}: ${editor.body}`} tabIndex={0}>
      {blocks.map(({ kind, lines, key }) =>
        kind === 'same' ? (
          <p key={key} className="diff-same">
            {conflict.same(lines.length)}
          </p>
        ) : (
          <p key={key} className={`diff-${kind}`}>
            <span className="conflict-side">{sides[kind]}</span>
            {lines.join('\n')}
          </p>
        ),
      )}
    </section>
  );
}

interface Block {
  kind: DiffLine['kind'];
  lines: string[];
  /** Its place: blocks are made anew from both texts together. */
  key: number;
}

/** Lines of one kind that follow one another, as one block. */
function blocksOf(diff: readonly DiffLine[]): Block[] {
  const blocks: Block[] = [];
  for (const { kind, line } of diff) {
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else blocks.push({ kind, lines: [line], key: blocks.length });
  }
  return blocks;
}

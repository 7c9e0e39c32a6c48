import type { Segment } from '@hybrid/contracts';
import type { ReactNode } from 'react';

/** A text with what was searched for marked in it. */
export function MarkedText({ segments }: { segments: readonly Segment[] }): ReactNode {
  return segments.map(({ text, isMatch }, index) =>
    // The pieces of a text have their place and nothing else.
    // oxlint-disable-next-line react/no-array-index-key
    isMatch ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}

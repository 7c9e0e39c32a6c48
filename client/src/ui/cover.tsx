import type { ReactNode } from 'react';
import { pictureSize } from '../lib/picture-size.ts';

/** The picture above an article. It says nothing that the title does not: nobody wrote words for it. */
export function Cover({ image }: { image: string | null }): ReactNode {
  if (image === null) return null;
  return <img className="cover" src={image} alt="" {...pictureSize(image)} fetchPriority="high" />;
}

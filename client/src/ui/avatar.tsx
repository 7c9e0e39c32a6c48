import { useState } from 'react';
import type { ReactNode } from 'react';

const TINTS = 12;

/** A portrait, or the initials on a tint that belongs to the name. The name itself always stands beside it. */
export function Avatar({ name, image, size }: { name: string; image: string | null; size?: 'large' }): ReactNode {
  const [brokenImage, setBrokenImage] = useState<string | null>(null);
  const shape = size === 'large' ? 'avatar avatar-large' : 'avatar';
  if (image !== null && image !== brokenImage) {
    return (
      <img
        className={shape}
        src={image}
        alt=""
        loading="lazy"
        referrerPolicy="no-referrer"
        onError={() => setBrokenImage(image)}
      />
    );
  }
  const initials = initialsOf(name);
  return (
    <span className={`${shape} tint-${tintOf(name)}${initials.length > 1 ? ' avatar-pair' : ''}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** One of a dozen classes: a style made from the name would need an inline style, which the security policy forbids. */
function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % TINTS;
}

function initialsOf(name: string): string {
  const initials = name.match(/(?<=^|[-_])\p{L}|^\p{N}/gu) ?? [];
  return initials.slice(0, 2).join('').toLocaleUpperCase();
}

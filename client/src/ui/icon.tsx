import type { ReactNode } from 'react';

const paths = {
  bell: 'M5 13.500h10M6.200 13.500V9a3.800 3.800 0 0 1 7.600 0v4.500M8.600 16a1.500 1.500 0 0 0 2.800 0M10 5.200V3.600',
  heart: 'M10 16.200 4.600 10.900a3.500 3.500 0 0 1 0-5 3.500 3.500 0 0 1 5 0l.4.4.4-.4a3.500 3.500 0 0 1 5 5z',
} as const;

/** A small drawing beside words that say the same. */
export function Icon({ name }: { name: keyof typeof paths }): ReactNode {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

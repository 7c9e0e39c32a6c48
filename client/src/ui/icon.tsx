import type { ReactNode } from 'react';

const paths = {
  bell: 'M5 13.500h10M6.200 13.500V9a3.800 3.800 0 0 1 7.600 0v4.500M8.600 16a1.500 1.500 0 0 0 2.800 0M10 5.200V3.600',
  heart: 'M10 16.200 4.600 10.900a3.500 3.500 0 0 1 0-5 3.500 3.500 0 0 1 5 0l.4.4.4-.4a3.500 3.500 0 0 1 5 5z',
  search: 'M8.800 13.600a4.800 4.800 0 1 0 0-9.600 4.800 4.800 0 0 0 0 9.600zM12.300 12.300 16.400 16.400',
  pen: 'M4 16l.900-3.400 8.400-8.400a1.770 1.770 0 0 1 2.500 2.500l-8.400 8.400zM11.700 5.800l2.500 2.500',
  sheets: 'M7.200 3.800h8.600v9.600H7.200zM12.600 13.600v2.600H4.200V6.800h2.800M9.600 7h3.800M9.600 10h3.800',
  sliders: 'M4 6.500h6.400M14.200 6.500H16M4 13.500h1.800M9.600 13.500H16M12.300 4.600v3.800M7.700 11.600v3.800',
} as const;

/** What can be drawn. */
export type IconName = keyof typeof paths;

/** A small drawing beside words that say the same. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

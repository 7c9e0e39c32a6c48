import { type Finder, fitting } from '../../platform/admin/finder.ts';
import { flagsByName } from '../../platform/flags/flags.ts';

/** Finds flags by their names and what they are. */
export const findFlags: Finder = {
  kind: 'Flags',
  access: 'viewer',
  find: (_ctx, text) =>
    fitting([...flagsByName], ([name, { summary }]) => `${name} ${summary}`, text).map(([name, { summary }]) => ({
      title: name,
      note: summary,
      href: `/admin/flags/${name}`,
    })),
};

import type { FlagReason, FlagRule } from '../../platform/flags/flag-rule.ts';

/** Says for whom a flag is on. */
export function flagWords({ state, percent, roles }: FlagRule, people: readonly string[]): string {
  if (state === 'off') return 'off';
  if (state === 'on') return 'on for everybody';
  const parts = [
    ...(percent > 0 ? [`${percent} % of those who are signed in`] : []),
    ...roles.map((role) => `the role ${role}`),
    ...(people.length > 3 ? [`${people.length} people by name`] : people),
  ];
  return `on for ${new Intl.ListFormat('en').format(parts)}`;
}

/** Says why a flag is on for somebody, or is not. */
export const reasonWords: Readonly<Record<FlagReason, string>> = {
  everybody: 'as it is for everybody',
  named: 'as they are named',
  role: 'by their role',
  percent: 'as they are within the percentage',
  nobody: 'as it is for nobody',
  stranger: 'as they are not signed in',
  others: 'as they are not named, of another role and beyond the percentage',
};

import type { Place } from './place.ts';

/** What a person did, such as `favorited` and `following`. */
const deed = /^(?!is|has|can|was)[a-z]+(?:ed|ing)$/;

/** Makes a yes or a no, as likely as its name says. */
export function makeBoolean(place: Place): boolean {
  const { name, chance } = place;
  return certain(place) ?? chance.happens(likelihoods.find(([names]) => names.test(name))?.[1] ?? 0.35);
}

/** What is not left to chance. */
function certain({ name, row, world, isNew }: Place): boolean | null {
  // Of several, one is the one that is in use.
  if (row !== null && /current|default|primary|selected/i.test(name)) return row === 0;
  // Nobody has done anything, and nobody has done anything with what was just made.
  return (world.caller === null || isNew) && deed.test(name) ? false : null;
}

/** By the name of the field, the more special first. */
const likelihoods: [names: RegExp, probability: number][] = [
  [/verified|confirmed|published|active|enabled|wanted|available|visible|valid|^ok$/i, 0.8],
  [/capped|more|delet|fail|suspend|archiv|block|bann|hidden|locked|error|done/i, 0.08],
  [deed, 0.2],
];

import type { Place } from './place.ts';
import { stageIn } from './stages.ts';

const unreadMs = 2 * 3_600_000;

/** What there is only once something is done. */
const outcome = /size|expir|finish|complet|result|url|duration|ended|deliver|resolved|closed/i;

/** How likely it is that nothing stands in a field that may be null. */
export function emptinessOf(place: Place): number {
  return certain(place) ?? emptiness.find(([names]) => names.test(place.name))?.[1] ?? 0.25;
}

/** What is not left to chance: 1 for nothing, 0 for something. */
function certain({ name, around, thing, world, isNew }: Place): number | null {
  const stage = outcome.test(name) ? stageIn(around) : null;
  if (stage !== null) return stage === 'done' ? 0 : 1;
  // Nothing has happened yet to what is new.
  if (isNew && /(?:At|On)$/.test(name)) return 1;
  return thing !== null && /^(?:read|seen|opened)(?:At|On)$/.test(name) ? unread(world.pools.ageMsOf(thing)) : null;
}

/** What came last has not been read. */
function unread(ageMs: number): number {
  return ageMs < unreadMs ? 1 : 0;
}

/** By the name of the field, the more special first. */
const emptiness: [names: RegExp, probability: number][] = [
  [/delet|remov|suspend|unpublish|missed|fail|cancel|archiv|bann|block|error|clos|revok|reject/i, 0.97],
  [/edited|resolved|parent|scheduled|publishAt|language|locale/i, 0.75],
  [/cover|image|picture|photo|avatar|thumbnail/i, 0.4],
  [/bio|about/i, 0.1],
];

import type { Place } from './place.ts';

const dayMs = 86_400_000;

/** Names of moments that are yet to come. */
export const ahead =
  /^(?:expire|due|publishAt|schedule|starts?(?:At|On)|ends?(?:At|On)|next|valid|deadline|sunset|remind)|due(?:At|On)$/i;
/** Names of moments at which something began to be. */
const beginning =
  /^(?:created|joined|published|registered|posted|sent|issued|placed|added|since|date|at|on|opened|started|begun)/i;

/**
 * The moment that a field of this name holds: what was created was created first, what was changed changed since, and nothing that
 * happened is in the future.
 */
export function momentAt({ name, thing, chance, world, isNew }: Place): Date {
  const now = world.now.getTime();
  if (/birth|born/i.test(name)) return new Date(now - chance.between(20 * 365, 70 * 365) * dayMs);
  if (ahead.test(name)) return new Date(now + chance.between(1, 14) * dayMs + chance.between(0, 47) * (dayMs / 48));
  if (isNew) return new Date(now);
  const ageMs = thing ? world.pools.ageMsOf(thing) : chance.next() * 9 * dayMs;
  if (beginning.test(name)) return new Date(now - ageMs);
  // Most of what changes is changed soon after it was made.
  const share = chance.next();
  return new Date(now - ageMs + share * share * ageMs * 0.8);
}

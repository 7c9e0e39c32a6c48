import { z } from 'zod';
import { platformFailure } from '../failure.ts';

/** A field to search by, cut at a length; Postgres stores no NUL and nobody searches for the others. */
export function textUpTo(length: number) {
  return z
    .string()
    .transform((text) =>
      text
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, length),
    )
    .catch('');
}

/** A field to search by. */
export const SearchText = textUpTo(100);

/** A day, as a field for dates sends it: its beginning by UTC. What is none, or lies centuries away, leaves the choice open. */
export const Day = z.iso
  .date()
  .regex(/^(?:19|20|21)/)
  .transform((text) => new Date(`${text}T00:00:00.000Z`))
  .nullable()
  .catch(null);

/** A moment to the minute by UTC, as a field for dates and times sends it. What is none, or lies centuries away, leaves the choice open. */
export const Moment = z
  .string()
  .regex(/^(?:19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d$/)
  .transform((text) => new Date(`${text}Z`))
  .refine((moment) => !Number.isNaN(moment.getTime()))
  .nullable()
  .catch(null);

/** A choice that may be left open; what is not among the choices leaves it open too. */
export function choice<const Choices extends readonly [string, ...string[]]>(choices: Choices) {
  return z.enum(choices).nullable().catch(null);
}

/** Writes a text so that `LIKE` looks for it as it stands. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/**
 * Reads an id out of an address.
 *
 * @throws NOT_FOUND for what cannot be one.
 */
export function idOf<Id>(schema: z.ZodType<Id>, given: unknown): Id {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw platformFailure('NOT_FOUND');
  return parsed.data;
}

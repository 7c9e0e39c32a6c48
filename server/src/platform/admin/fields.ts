import { z } from 'zod';
import { platformFailure } from '../failure.ts';

/** A field to search by: at most 100 characters; Postgres stores no NUL and nobody searches for the others. */
export const SearchText = z
  .string()
  .transform((text) =>
    text
      .replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 100),
  )
  .catch('');

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

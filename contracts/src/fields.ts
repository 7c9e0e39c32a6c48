import { z } from 'zod';

// Messages are predicates: a form puts its label in front of them, and the REST face answers them as they stand.

/** A required text of at most `max` characters, without the white space around it. */
export function requiredText(max: number): z.ZodType<string, string> {
  return z
    .string({ error: "can't be blank" })
    .trim()
    .min(1, "can't be blank")
    .max(max, `is too long (at most ${max} characters)`);
}

/** A text that may be left empty; empty and null both store nothing. */
export function optionalText(max: number): z.ZodType<string | null, string | null> {
  return z
    .string({ error: 'must be text' })
    .trim()
    .max(max, `is too long (at most ${max} characters)`)
    .nullable()
    .transform((text) => text || null);
}

/** The address of an article, made by the server from its title. */
export const Slug = z.string().min(1, "can't be blank").max(200, 'is too long (at most 200 characters)');

/** A tag: lower case, without the white space around it. */
export const Tag = z
  .string({ error: 'must be text' })
  .trim()
  .toLowerCase()
  .min(1, "can't be blank")
  .max(40, 'is too long (at most 40 characters)');

/** One page of a list, by offset. */
export const Page = z.object({
  limit: z.number().int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(20),
  offset: z.number().int().min(0, "can't be negative").max(1_000_000, 'is too large').default(0),
});
export type Page = z.infer<typeof Page>;

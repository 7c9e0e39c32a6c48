import { z } from 'zod';

// Messages are predicates: a form puts its label in front of them, and the REST face answers them as they stand.

/** Text that PostgreSQL can hold, which is all but the NUL character: only by a check here does it come to no error of ours. */
function text(error: string) {
  return z.string({ error }).refine((value) => !value.includes('\0'), 'may not hold a NUL character');
}

/** A required text of at most `max` characters, without the white space around it. */
export function requiredText(max: number): z.ZodType<string, string> {
  return text("can't be blank").trim().min(1, "can't be blank").max(max, `is too long (at most ${max} characters)`);
}

/** A text of at most `max` characters that may be empty, with the white space around it, as somebody is still writing it. */
export function looseText(max: number): z.ZodType<string, string> {
  return text('must be text').max(max, `is too long (at most ${max} characters)`);
}

/** A text that may be left empty; empty and null both store nothing. */
export function optionalText(max: number): z.ZodType<string | null, string | null> {
  return text('must be text')
    .trim()
    .max(max, `is too long (at most ${max} characters)`)
    .nullable()
    .transform((value) => value || null);
}

/** The address of an article, made by the server from its title. */
export const Slug = text("can't be blank").min(1, "can't be blank").max(200, 'is too long (at most 200 characters)');

/** A name or a word to look for: whatever it holds, it is found or it is not. */
export const SearchWord = text('must be text').max(200, 'is too long');

/** A tag: lower case, without the white space around it. */
export const Tag = text('must be text')
  .trim()
  .toLowerCase()
  // Half a surrogate pair is stored as a replacement character: two tags that differ in it alone are then one.
  .overwrite((tag) => tag.toWellFormed())
  .min(1, "can't be blank")
  .max(40, 'is too long (at most 40 characters)');

/** One page of a list, by offset. */
export const Page = z.object({
  limit: z.number().int().min(1, 'must be at least 1').max(100, 'must be at most 100').default(20),
  offset: z.number().int().min(0, "can't be negative").max(1_000_000, 'is too large').default(0),
});
export type Page = z.infer<typeof Page>;

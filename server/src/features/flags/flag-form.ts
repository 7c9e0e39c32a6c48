import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { type Role, roles } from '../../platform/access.ts';
import type { FlagRule } from '../../platform/flags/flag-rule.ts';

/** So many people can be named for one flag; more of them are a percentage or a role. */
const peopleMax = 100;

/** A field of a form that may be sent several times. */
const Several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]);

const Names = z
  .string()
  .catch('')
  .transform((text) => [...new Set(text.split(/[\s,]+/u).filter(Boolean))])
  .refine(
    (names) => names.length <= peopleMax,
    `Name at most ${peopleMax} people; for more, take a role or a percentage.`,
  );

const Form = z.object({
  state: z.enum(['off', 'on', 'some'], { error: 'Choose whether it is off, on, or on for some.' }),
  percent: z
    .string()
    .trim()
    .catch('')
    .pipe(z.string().regex(/^(?:\d{1,2}|100)?$/, 'The percentage is a whole number from 0 to 100.'))
    .transform(Number),
  roles: Several.transform((given) => roles.filter((role) => given.includes(role))),
  people: Names,
  /** The one that the form was filled in for. */
  revision: z.coerce.number().int().min(0).catch(-1),
});

/** What a form asks for, or what is wrong with it, in sentences. */
export type FlagWanted =
  | { readonly rule: FlagRule; readonly people: readonly string[]; readonly revision: number }
  | { readonly problems: readonly string[] };

/** Reads the form of a flag, with the names of people as their ids. */
export async function readFlagForm(db: Db, given: unknown): Promise<FlagWanted> {
  const parsed = Form.safeParse(given);
  if (!parsed.success) return { problems: parsed.error.issues.map(({ message }) => message) };
  const { people, revision, ...rest } = parsed.data;
  const found = await findPeople(db, people);
  const unknown = people.filter((name) => !found.has(name.toLowerCase()));
  const problems = unknown.map((name) => `Nobody is called ${name.slice(0, 40)}.`);
  const isForSomebody = rest.percent > 0 || rest.roles.length > 0 || people.length > 0;
  if (rest.state === 'some' && !isForSomebody) problems.push('Say for whom: a percentage, a role or a person.');
  if (problems.length > 0) return { problems };
  const known = [...found.values()];
  const rule = { ...rest, userIds: known.map(({ id }) => id) };
  return { rule, people: known.map(({ username }) => username), revision };
}

/** People by their names in lower case, by the index in which names are unique: a name is no pattern. */
export async function findPeople(db: Db, names: readonly string[]) {
  const lowered = names.map((name) => name.replaceAll('\0', '').toLowerCase());
  const rows = await db.$queryRaw<{ id: string; username: string; role: Role }[]>`
    SELECT id, username, role::text AS role FROM "user" WHERE lower(username) = ANY(${lowered}::text[]) ORDER BY username`;
  return new Map(rows.map((row) => [row.username.toLowerCase(), row]));
}

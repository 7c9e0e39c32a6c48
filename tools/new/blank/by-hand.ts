import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where what the platform asks of the database by hand is written, from its first words to its last. */
const places = [
  {
    migration: '20261122172554_initial',
    first: '-- Written by hand: "Maren" and "maren"',
    last: 'ON "user"(lower("username"));\n',
  },
  {
    migration: '20261128164235_jobs',
    first: 'CREATE INDEX "job_run_unsuccessful_idx"',
    last: `WHERE "outcome" <> 'succeeded';\n`,
  },
  {
    migration: '20261128225629_job_console',
    first: '-- Written by hand: who looks for what went wrong',
    last: 'WHERE "added_at" IS NULL;\n',
  },
  {
    migration: '20261128225159_admin_people',
    first: '-- Written by hand: most lines of the log',
    last: 'WHERE "address" IS NOT NULL;\n',
  },
  {
    migration: '20261128230819_figures',
    first: '-- Written by hand, as a model has no words',
    last: 'ON "mail"("request_id") WHERE "request_id" IS NOT NULL;\n',
  },
  {
    migration: '20261129040029_admin_search',
    first: '-- Written by hand: few are suspended',
    last: 'WHERE "suspended_at" IS NOT NULL;\n',
  },
  {
    migration: '20261129064500_who_of_requests_and_mail',
    first: '-- Written by hand: few calls are made',
    last: 'WHERE "actor_id" IS NOT NULL;\n',
  },
  {
    migration: '20261128213000_audit',
    first: '-- Written by hand: what staff did can be added to',
    last: 'ENABLE ALWAYS TRIGGER audit_log_append_only;\n',
  },
];

/** What the platform asks of the database that the schema cannot say: it goes behind what the migration writer makes. */
export async function readByHand(root: string): Promise<string> {
  const pieces = places.map(async ({ migration, first, last }) => {
    const text = await readFile(join(root, 'prisma/migrations', migration, 'migration.sql'), 'utf8');
    const start = text.indexOf(first);
    const end = text.indexOf(last, start);
    if (start === -1 || end === -1) throw new Error(`The migration ${migration} does not hold: ${first} … ${last}`);
    return `\n${text.slice(start, end + last.length)}`;
  });
  return (await Promise.all(pieces)).join('');
}

import { type Db, Prisma, readRows } from '@hybrid/prisma';
import { hasRole } from '../access.ts';
import type { Feature } from '../feature.ts';
import { findQueued } from '../jobs/queue-state.ts';
import { eachProcedure } from '../rpc/router.ts';
import { likeText } from './fields.ts';
import { type Finder, type Found, fitting, foundMax } from './finder.ts';
import type { AdminSection } from './section.ts';

/** Finds pages of the admin, by their titles. */
export function pageFinder(sections: readonly AdminSection[]): Finder {
  return {
    kind: 'Pages',
    access: 'viewer',
    find({ user: { role } }, text) {
      const open = sections.filter(({ access, isHidden }) => !isHidden && hasRole(role, access));
      return fitting(open, ({ title }) => title, text).map(({ title, path }) => ({
        title,
        href: path === '' ? '/admin' : `/admin/${path}`,
      }));
    },
  };
}

/** Finds procedures of the contract, by their dotted names and what they do. */
export function procedureFinder(features: Readonly<Record<string, Feature>>): Finder {
  const procedures = Object.entries(features).flatMap(([group, { router }]) =>
    eachProcedure(router.procedures, `${group}.`).map(([name, { contract }]) => ({ name, summary: contract.summary })),
  );
  return {
    kind: 'Procedures',
    access: 'viewer',
    find: (_ctx, text) =>
      fitting(procedures, ({ name, summary }) => `${name} ${summary}`, text).map(({ name, summary }) => ({
        title: name,
        note: summary,
        href: `/admin/contract/${name}`,
      })),
  };
}

/** Finds jobs: one by its number, and all of a name by a part of it. */
export const jobFinder: Finder = {
  kind: 'Jobs',
  access: 'viewer',
  async find({ db }, text) {
    const like = `%${likeText(text)}%`;
    const names = await readRows<{ name: string }>(
      db,
      Prisma.sql`SELECT identifier AS name FROM graphile_worker._private_tasks WHERE identifier ILIKE ${like} ORDER BY 1 LIMIT ${foundMax}`,
    );
    const byNumber = /^#?([1-9]\d{0,17})$/.exec(text)?.[1];
    return [
      ...(byNumber === undefined ? [] : await jobOfNumber(db, byNumber)),
      ...names.map(({ name }) => ({ title: name, href: `/admin/jobs?name=${encodeURIComponent(name)}` })),
    ];
  },
};

/** In the queue or, once it has left it, in the history. */
async function jobOfNumber(db: Db, id: string): Promise<Found[]> {
  const job =
    (await findQueued(db, id)) ?? (await db.jobRun.findFirst({ where: { jobId: id }, select: { name: true } }));
  return job ? [{ title: `Job ${id}`, note: job.name, href: `/admin/jobs/${id}` }] : [];
}

/** Leads from the id of a request, as errors and logs show it, to what is recorded of it. */
export const requestFinder: Finder = {
  kind: 'Requests',
  access: 'viewer',
  find: (_ctx, text) =>
    /^[\w-]{16,64}$/.test(text) && /\d/.test(text)
      ? [{ title: text, note: 'what is recorded of this request', href: `/admin/requests/${encodeURIComponent(text)}` }]
      : [],
};

import { z } from 'zod';
import { demandAccess } from '../../platform/access.ts';
import { idOf } from '../../platform/admin/fields.ts';
import { outranks } from '../../platform/admin/outranks.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Notice,
  type Redirect,
  type StaffRole,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Caller } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';

/** A person, as far as pages that ask before a change need to know them. */
export interface Person extends Pick<Caller, 'id' | 'username' | 'email' | 'role'> {
  readonly suspendedAt: Date | null;
  readonly deletionDueAt: Date | null;
}

/** Something that staff do to one person: a page that says what will follow, and what does it. */
export interface PersonStep {
  /** Below `/admin/users/:id/`. */
  readonly path: string;
  readonly access: StaffRole;
  readonly isDangerous?: boolean;
  /** Whether it may be done to this person: to whom one may suspend, unless told. */
  readonly may?: (user: Caller, person: Person) => boolean;
  /** Whether it can be done to this person now; what cannot leads back to their page. */
  readonly isDue?: (person: Person) => boolean;
  /** Says what will follow, or leads elsewhere where it need not be asked. */
  readonly ask: (person: Person, request: AdminRequest) => Asked | Redirect | Promise<Asked | Redirect>;
  /**
   * Does it, and tells what to say; a text that says why not is shown on the page that asks. The person is as they were before: what
   * depends on how they are is asked again in the transaction that does it.
   */
  readonly act: (request: AdminRequest, person: Person) => Promise<Notice | Problem>;
}

/** Why something was not done. */
export interface Problem {
  readonly problem: string;
  /** 409 where the page shows what is not so any more: it is shown anew, as it is now. */
  readonly status?: 409;
}

/** What a page says before a change. */
export interface Asked {
  readonly title: string;
  readonly follows: readonly string[];
  readonly irrevocable?: string;
  readonly button: string;
  /** What is asked for beside the button: the template below `users/` that draws it. */
  readonly field?: 'role-field' | 'name-field' | 'session-field';
  readonly values?: object;
}

const PersonId = z.uuid();
const columns = { id: true, username: true, email: true, role: true, suspendedAt: true, deletionDueAt: true } as const;

/**
 * Declares the two pages of something that staff do to a person: unless it says otherwise nobody does it to themselves, nor to staff
 * of their own rank or above.
 */
export function personPages(step: PersonStep): AdminPage[] {
  const declare = step.isDangerous ? dangerousChange : change;
  return [
    view(step.access, `/:id/${step.path}`, (request) => ask(step, request)),
    declare(step.access, `/:id/${step.path}`, (request) => act(step, request)),
  ];
}

async function ask(step: PersonStep, request: AdminRequest): Promise<View | Redirect> {
  const person = await personOf(step, request);
  if (step.isDue?.(person) === false) return { redirect: pageOf(person) };
  return questionOf(step, person, { request, refused: null });
}

async function act(step: PersonStep, request: AdminRequest): Promise<View | Redirect> {
  demandAccess(step.access, request.ctx.user);
  const person = await personOf(step, request);
  // Somebody else was faster, or the page is old: there is nothing left to do.
  if (step.isDue?.(person) === false) return { redirect: pageOf(person) };
  const done = await step.act(request, person);
  if ('problem' in done) {
    const now = done.status === 409 ? await personOf(step, request) : person;
    return questionOf(step, now, { request, refused: done });
  }
  return { redirect: pageOf(person), notice: done };
}

async function questionOf(
  step: PersonStep,
  user: Person,
  { request, refused }: { request: AdminRequest; refused: Problem | null },
): Promise<View | Redirect> {
  const asked = await step.ask(user, request);
  if ('redirect' in asked) return asked;
  const problem = refused?.problem ?? null;
  const data = { field: null, irrevocable: null, values: {}, ...asked, user, problem, path: step.path };
  return { template: 'users/ask', title: asked.title, data, status: refused ? (refused.status ?? 422) : 200 };
}

async function personOf({ may = outranks }: PersonStep, { ctx, params }: AdminRequest): Promise<Person> {
  const person = await ctx.db.user.findUnique({ where: { id: idOf(PersonId, params['id']) }, select: columns });
  if (!person) throw platformFailure('NOT_FOUND');
  if (!may(ctx.user, person)) throw platformFailure('FORBIDDEN');
  return person;
}

function pageOf({ id }: Person): string {
  return `/admin/users/${id}`;
}

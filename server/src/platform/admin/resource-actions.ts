import { z } from 'zod';
import { demandAccess } from '../access.ts';
import type { Context } from '../context.ts';
import { audit } from './audit.ts';
import { formFields, readForm, sentValues } from './form-fields.ts';
import { byWhom, type LastChange, lastChange } from './last-change.ts';
import { question } from './phrases.ts';
import type { AnyResource, ResourceAction, ResourceRow } from './resource.ts';
import { NoForm, type OfRow, readResourceRow } from './resource-rows.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Notice,
  type Redirect,
  type View,
  view,
} from './section.ts';

type Action = ResourceAction<ResourceRow>;

/** The pages of the actions of a resource: one that says what will follow, and the change. */
export function actionPages(resource: AnyResource): AdminPage[] {
  return Object.entries(resource.actions ?? {}).flatMap(([key, action]) => {
    const declare = action.isDangerous ? dangerousChange : change;
    return [
      view(action.access, `/:id/${key}`, (request) => ask(resource, key, request)),
      declare(action.access, `/:id/${key}`, (request) => carryOut(resource, key, request)),
    ];
  });
}

interface Order {
  readonly key: string;
  readonly id: unknown;
  readonly input: Record<string, unknown>;
}

/**
 * Does one thing with one row, and writes it down.
 *
 * @returns whether something was changed.
 * @throws NOT_FOUND where there is no such row, FORBIDDEN from whoever may not.
 */
export async function act(resource: AnyResource, ctx: Context, order: Order): Promise<boolean> {
  return (await actUnless(resource, ctx, order)).state === 'done';
}

/** What became of an action. */
type Acted =
  /** The line of the audit log, by which it is taken back. */
  | { readonly state: 'done'; readonly line: string }
  /** Nothing was left to change. */
  | { readonly state: 'nothing' }
  /** What was to be taken back is not the last that was done to the row. */
  | { readonly state: 'newer'; readonly last: LastChange | null };

/** As `act`; where it takes back what a line of the audit log tells of, only as long as nothing newer was done to the row. */
async function actUnless(
  resource: AnyResource,
  ctx: Context,
  { key, id, input, undoes }: Order & { undoes?: string | undefined },
): Promise<Acted> {
  const action = actionOf(resource, key);
  demandAccess(action.access, ctx.user);
  const row = await readResourceRow(ctx.db, resource, id);
  const acted = await ctx.db.$transaction(async (tx): Promise<Acted> => {
    const target = targetOf(resource, row);
    // Of two who act on one row the second finds the line of the first.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('admin.resource'), hashtext(${target}))`;
    const last = undoes === undefined ? null : await lastChange(tx, { target });
    if (undoes !== undefined && last?.id !== undoes) return { state: 'newer', last };
    const changed = isOffered(action, { ctx, row }) ? await action.run(tx, ctx, { row, input }) : null;
    if (changed === null) return { state: 'nothing' };
    const line = await audit(tx, ctx, { action: `${resource.path}.${action.done}`, target, ...changed });
    return { state: 'done', line };
  });
  if (acted.state === 'done') await action.afterwards?.(ctx, row);
  return acted;
}

function targetOf({ nouns }: AnyResource, { id }: ResourceRow): string {
  return `${nouns[0]}:${id}`;
}

function actionOf({ actions = {} }: AnyResource, key: string): Action {
  const action = actions[key];
  if (!action) throw new Error(`There is no action ${key}: its own pages name it.`);
  return action;
}

function isOffered(action: Action, { ctx, row }: OfRow): boolean {
  return action.isOffered?.(row, ctx.user) ?? true;
}

/** Says why a change is not taken back: who made the one that came after it. */
async function whyNotUndone({ path }: AnyResource, ctx: Context, last: LastChange | null): Promise<string> {
  // The address was written by hand.
  if (!last) return 'Not undone: nobody has changed it.';
  const [section, done] = last.action.split('.');
  return `Not undone: it was ${section === path ? done : 'changed'} since ${await byWhom(ctx, last)}.`;
}

/** The line of the audit log that is taken back, where an address names one. */
const Undoing = z.object({ undo: z.string().max(100).optional() }).catch({});

async function ask(resource: AnyResource, key: string, { ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const row = await readResourceRow(ctx.db, resource, params['id']);
  const redirect = `/admin/${resource.path}/${row.id}`;
  const { undo } = Undoing.parse(query);
  if (undo !== undefined) {
    const last = await lastChange(ctx.db, { target: targetOf(resource, row) });
    if (last?.id !== undo) return { redirect, notice: await whyNotUndone(resource, ctx, last) };
  }
  if (!isOffered(actionOf(resource, key), { ctx, row })) return { redirect };
  return actionView(resource, { ctx, row, key, undo }, { written: {}, problems: {} });
}

interface Said {
  readonly written: Record<string, string>;
  readonly problems: Readonly<Record<string, string>>;
}

async function actionView(
  resource: AnyResource,
  { ctx, row, key, undo }: OfRow & { key: string; undo: string | undefined },
  { written, problems }: Said,
): Promise<View> {
  const { verb, follows, fields = {}, isDanger = false } = actionOf(resource, key);
  const { path, title, nouns, name } = resource;
  return {
    template: 'resource/act',
    title: `${verb} this ${nouns[0]}?`,
    status: Object.keys(problems).length > 0 ? 422 : 200,
    data: {
      id: row.id,
      name: name(row),
      path: `/admin/${path}`,
      heading: title,
      action: `/admin/${path}/${row.id}/${key}${question({ undo: undo ?? null })}`,
      verb,
      isDanger,
      follows: await follows(row, ctx),
      fields: formFields(fields, written, problems),
    },
  };
}

async function carryOut(resource: AnyResource, key: string, request: AdminRequest): Promise<View | Redirect> {
  const { ctx, params, query } = request;
  const { fields = {} } = actionOf(resource, key);
  const { undo: undoes } = Undoing.parse(query);
  const row = await readResourceRow(ctx.db, resource, params['id']);
  const written = sentValues(fields, NoForm.parse(request.form));
  const read = readForm(fields, written);
  if (!read.isValid) {
    return actionView(resource, { ctx, row, key, undo: undoes }, { written, problems: read.problems });
  }
  const acted = await actUnless(resource, ctx, { key, id: params['id'], input: { ...read.values }, undoes });
  const redirect = await placeAfter(resource, { ctx, row });
  if (acted.state === 'newer') return { redirect, notice: await whyNotUndone(resource, ctx, acted.last) };
  if (acted.state === 'nothing') return { redirect, notice: 'There was nothing left to change.' };
  return { redirect, notice: noticeOf(resource, { key, row, redirect }, acted.line) };
}

/** What was done, with the button that takes back this very change and no other. */
function noticeOf(
  resource: AnyResource,
  { key, row, redirect }: { key: string; row: ResourceRow; redirect: string },
  line: string,
): Notice {
  const { done, undo } = actionOf(resource, key);
  const text = `${done.charAt(0).toUpperCase()}${done.slice(1)}: ${resource.name(row)}`;
  const isUndone = undo !== undefined && redirect.endsWith(`/${row.id}`);
  return { text, undo: isUndone ? { path: `${redirect}/${undo}${question({ undo: line })}` } : undefined };
}

/** The page of the row, or of all where it is there no more. */
async function placeAfter(resource: AnyResource, { ctx, row }: OfRow): Promise<string> {
  const list = `/admin/${resource.path}`;
  return readResourceRow(ctx.db, resource, String(row.id)).then(
    () => `${list}/${row.id}`,
    () => list,
  );
}

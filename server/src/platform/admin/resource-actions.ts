import { demandAccess } from '../access.ts';
import type { Context } from '../context.ts';
import { audit } from './audit.ts';
import { formFields, readForm, sentValues } from './form-fields.ts';
import type { AnyResource, ResourceAction, ResourceRow } from './resource.ts';
import { NoForm, type OfRow, readResourceRow } from './resource-rows.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
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

/**
 * Does one thing with one row, and writes it down.
 *
 * @returns whether something was changed.
 * @throws NOT_FOUND where there is no such row, FORBIDDEN from whoever may not.
 */
export async function act(
  resource: AnyResource,
  ctx: Context,
  { key, id, input }: { key: string; id: unknown; input: Record<string, unknown> },
): Promise<boolean> {
  const action = actionOf(resource, key);
  demandAccess(action.access, ctx.user);
  const row = await readResourceRow(ctx.db, resource, id);
  if (!isOffered(action, { ctx, row })) return false;
  const isChanged = await ctx.db.$transaction(async (tx) => {
    const changed = await action.run(tx, ctx, { row, input });
    if (changed === null) return false;
    const target = `${resource.nouns[0]}:${row.id}`;
    await audit(tx, ctx, { action: `${resource.path}.${action.done}`, target, ...changed });
    return true;
  });
  if (isChanged) await action.afterwards?.(ctx, row);
  return isChanged;
}

function actionOf({ actions = {} }: AnyResource, key: string): Action {
  const action = actions[key];
  if (!action) throw new Error(`There is no action ${key}: its own pages name it.`);
  return action;
}

function isOffered(action: Action, { ctx, row }: OfRow): boolean {
  return action.isOffered?.(row, ctx.user) ?? true;
}

async function ask(resource: AnyResource, key: string, { ctx, params }: AdminRequest): Promise<View | Redirect> {
  const row = await readResourceRow(ctx.db, resource, params['id']);
  if (!isOffered(actionOf(resource, key), { ctx, row })) return { redirect: `/admin/${resource.path}/${row.id}` };
  return actionView(resource, { ctx, row, key }, { written: {}, problems: {} });
}

interface Said {
  readonly written: Record<string, string>;
  readonly problems: Readonly<Record<string, string>>;
}

async function actionView(
  resource: AnyResource,
  { ctx, row, key }: OfRow & { key: string },
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
      key,
      verb,
      isDanger,
      follows: await follows(row, ctx),
      fields: formFields(fields, written, problems),
    },
  };
}

async function carryOut(resource: AnyResource, key: string, request: AdminRequest): Promise<View | Redirect> {
  const { ctx, params } = request;
  const { fields = {}, undo, done } = actionOf(resource, key);
  const row = await readResourceRow(ctx.db, resource, params['id']);
  const written = sentValues(fields, NoForm.parse(request.form));
  const read = readForm(fields, written);
  if (!read.isValid) return actionView(resource, { ctx, row, key }, { written, problems: read.problems });
  const isChanged = await act(resource, ctx, { key, id: params['id'], input: { ...read.values } });
  const redirect = await placeAfter(resource, { ctx, row });
  if (!isChanged) return { redirect, notice: 'There was nothing left to change.' };
  const text = `${done.charAt(0).toUpperCase()}${done.slice(1)}: ${resource.name(row)}`;
  const isUndone = undo !== undefined && redirect.endsWith(`/${row.id}`);
  return { redirect, notice: { text, undo: isUndone ? { path: `${redirect}/${undo}` } : undefined } };
}

/** The page of the row, or of all where it is there no more. */
async function placeAfter(resource: AnyResource, { ctx, row }: OfRow): Promise<string> {
  const list = `/admin/${resource.path}`;
  return readResourceRow(ctx.db, resource, String(row.id)).then(
    () => `${list}/${row.id}`,
    () => list,
  );
}

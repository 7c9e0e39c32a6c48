import { createHash } from 'node:crypto';
import { Prisma, type Tx } from '@hybrid/prisma';
import { audit } from './audit.ts';
import { formFields, readForm, sentValues, writeValues } from './form-fields.ts';
import type { AnyResource, Changed, FormShape, ResourceEdit, ResourceRow } from './resource.ts';
import { delegateOf, NoForm, type OfRow, readResourceRow } from './resource-rows.ts';
import { type AdminPage, type AdminRequest, change, type Redirect, type View, view } from './section.ts';

/** The form of a resource, where it has one: filled in, confirmed with its differences, then written. */
export function editPages(resource: AnyResource): AdminPage[] {
  const { edit } = resource;
  if (!edit) return [];
  const editing = { resource, edit, shape: shapeOf(edit) };
  return [
    view(edit.access, '/:id/edit', (request) => showForm(editing, request)),
    change(edit.access, '/:id/edit', (request) => takeForm(editing, request)),
  ];
}

interface Editing {
  readonly resource: AnyResource;
  readonly edit: ResourceEdit<ResourceRow>;
  readonly shape: FormShape;
}

function shapeOf({ fields }: ResourceEdit<ResourceRow>): FormShape {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, schema]) => (schema ? [[name, schema]] : [])));
}

/** Names the state of the fields that a form was made from: who sends it over another is told. */
function versionOf(shape: FormShape, row: ResourceRow): string {
  const values = Object.keys(shape).map((name) => row[name]);
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22);
}

async function showForm({ resource, edit, shape }: Editing, { ctx, params }: AdminRequest): Promise<View | Redirect> {
  const row = await readResourceRow(ctx.db, resource, params['id']);
  if (edit.isOffered && !edit.isOffered(row)) return { redirect: `/admin/${resource.path}/${row.id}` };
  return formView({ resource, shape }, row, { written: writeValues(shape, row), problems: {} });
}

interface Said {
  readonly written: Record<string, string>;
  readonly problems: Readonly<Record<string, string>>;
  /** What is wrong with the form as a whole, and its status. */
  readonly problem?: { readonly text: string; readonly status: number };
}

function formView(
  { resource, shape }: Pick<Editing, 'resource' | 'shape'>,
  row: ResourceRow,
  { written, problems, problem }: Said,
): View {
  return {
    template: 'resource/edit',
    title: `Edit ${resource.nouns[0]}`,
    status: problem?.status ?? (Object.keys(problems).length > 0 ? 422 : 200),
    data: {
      ...placeOf(resource, row),
      fields: formFields(shape, written, problems),
      version: versionOf(shape, row),
      problem: problem?.text ?? null,
    },
  };
}

function placeOf({ path, title, name }: AnyResource, row: ResourceRow) {
  return { id: row.id, name: name(row), path: `/admin/${path}`, heading: title };
}

/** Takes a form: says what is wrong with it, shows what it would change, or, once that was confirmed, writes it. */
async function takeForm(editing: Editing, { ctx, params, form }: AdminRequest): Promise<View | Redirect> {
  const { resource, edit, shape } = editing;
  const row = await readResourceRow(ctx.db, resource, params['id']);
  if (edit.isOffered && !edit.isOffered(row)) return { redirect: `/admin/${resource.path}/${row.id}` };
  const given = NoForm.parse(form);
  const written = sentValues(shape, given);
  const read = readForm(shape, written);
  if (!read.isValid) return formView(editing, row, { written, problems: read.problems });
  if (given['version'] !== versionOf(shape, row))
    return formView(editing, row, { written, problems: {}, problem: stale });
  // By what stands in the fields: an instant there is shorter than the one that it is of, and is not changed by that.
  const shown = writeValues(shape, row);
  const names = Object.keys(shape).filter((name) => written[name] !== shown[name]);
  const values = Object.fromEntries(names.map((name) => [name, read.values[name]]));
  const changed = changedOf(row, values);
  if (names.length === 0) return formView(editing, row, { written, problems: {}, problem: nothing });
  if (given['sure'] !== 'yes') return confirmView(editing, row, { written, changed });
  const isWritten = await write(editing, { ctx, row }, { values, changed });
  if (!isWritten) {
    const now = await readResourceRow(ctx.db, resource, params['id']);
    return formView(editing, now, { written, problems: {}, problem: stale });
  }
  return { redirect: `/admin/${resource.path}/${row.id}`, notice: 'Saved.' };
}

const stale = {
  text: 'Somebody changed this after you had opened it. Nothing was saved: below is what you wrote. Saving it now replaces what they did.',
  status: 409,
};
const nothing = { text: 'It says this already: nothing was changed.', status: 422 };

/** The fields that differ, as the audit log keeps them. */
function changedOf(row: ResourceRow, values: Readonly<Record<string, unknown>>): Changed {
  const names = Object.keys(values);
  const of = (from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(names.map((name) => [name, loggedOf(from[name])]));
  return { before: of(row), after: of(values) };
}

function loggedOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function confirmView(
  { resource, edit, shape }: Editing,
  row: ResourceRow,
  { written, changed }: { written: Record<string, string>; changed: Changed },
): View {
  return {
    template: 'resource/confirm',
    title: 'Save this change?',
    data: {
      ...placeOf(resource, row),
      written,
      version: versionOf(shape, row),
      changes: formFields(shape, written)
        .filter(({ name }) => Object.hasOwn(changed.after, name))
        .map(({ name, label }) => ({
          label,
          before: textOf(changed.before[name]),
          after: textOf(changed.after[name]),
        })),
      follows: edit.follows?.(row) ?? [],
    },
  };
}

function textOf(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined || value === '' ? 'nothing' : String(value);
}

/** Writes what was changed where the row still says what was shown; false where it does not. */
async function write(
  { resource, edit, shape }: Editing,
  { ctx, row }: OfRow,
  { values, changed }: { values: Readonly<Record<string, unknown>>; changed: Changed },
): Promise<boolean> {
  const asShown = Object.fromEntries(Object.keys(shape).map((name) => [name, row[name]]));
  return ctx.db.$transaction(async (tx) => {
    const kept = await momentToKeep(tx, resource, row);
    const where = { id: row.id, ...asShown, ...kept };
    const { count } = await delegateOf(tx, resource.model).updateMany({ where, data: { ...kept, ...values } });
    if (count === 0) return false;
    await edit.along?.(tx, ctx, row);
    const target = `${resource.nouns[0]}:${row.id}`;
    await audit(tx, ctx, { action: `${resource.path}.edited`, target, ...changed });
    return true;
  });
}

/**
 * The moment at which a row was changed last, for models that have one: Prisma sets it by itself. It is that of whoever the row is of,
 * which pages of the site tell, and staff who change something here are not them.
 */
async function momentToKeep(tx: Tx, { model }: AnyResource, { id }: ResourceRow): Promise<object> {
  if (!Object.hasOwn(Prisma[`${model}ScalarFieldEnum`], 'updatedAt')) return {};
  return (await delegateOf(tx, model).findUnique({ where: { id }, select: { updatedAt: true } })) ?? {};
}

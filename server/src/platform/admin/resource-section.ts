import { hasRole } from '../access.ts';
import { readRedactedTrail } from './audit-trail.ts';
import type { AnyBulkChange } from './bulk.ts';
import { bulkLinks } from './bulk-pages.ts';
import { SearchText } from './fields.ts';
import { downloads } from './downloads.ts';
import { readListing } from './listing.ts';
import { redact } from './redaction.ts';
import type { AnyResource, ModelName, Resource, ResourceRow, RowOf, SelectOf } from './resource.ts';
import { actionPages } from './resource-actions.ts';
import { bulkChangesOf } from './resource-bulk.ts';
import { editPages } from './resource-edit.ts';
import { isTooShort, labelOf, readResourceRow, resourceListing, wholeColumn } from './resource-rows.ts';
import { type AdminRequest, type AdminSection, type View, view } from './section.ts';

/** What becomes of a declaration: a section of the console, and what of it can be changed in bulk. */
export interface DeclaredResource {
  readonly section: AdminSection;
  readonly bulkChanges: readonly AnyBulkChange[];
}

/** Refuses to select what the model does not have: what a type is inferred from may otherwise hold more. */
interface OnlyKnown<Select, All> {
  readonly select: { readonly [Key in Exclude<keyof Select, keyof All>]: never };
}

/**
 * Makes pages of a model: a list with its search, filters and downloads, a page of each row with what staff did to it, a form, and
 * an action behind a page that says what will follow.
 *
 * @remarks
 * What is declared is checked against the model: a column, a field or a condition that it does not have does not compile.
 *
 * @example
 * export const uploadsResource = resource({
 *   model: 'Upload', path: 'uploads', title: 'Uploads', nouns: ['upload', 'uploads'], group: 'Content',
 *   select: { id: true, key: true, sizeBytes: true, createdAt: true },
 *   order: 'createdAt', name: ({ key }) => key, columns: ['key', 'sizeBytes', 'createdAt'],
 * });
 */
export function resource<const Model extends ModelName, const Select extends SelectOf<Model>>(
  declared: Resource<Model, Select, RowOf<Model, Select>> & OnlyKnown<Select, SelectOf<Model>>,
): DeclaredResource {
  // From here on rows are read by the functions and names that came with them, which the compiler has checked above.
  const any = declared as unknown as AnyResource;
  const { path, title, group, nouns, access = 'viewer', redactions = {} } = any;
  const listing = resourceListing(any);
  const bulkChanges = bulkChangesOf(any, listing);
  const pages = [
    view(access, '/', (request) => showList(any, { listing, bulkChanges }, request)),
    ...downloads(access, listing),
    ...bulkChanges.flatMap((bulk) => bulk.pages),
    view(access, '/:id', (request) => showRow(any, request)),
    ...editPages(any),
    ...actionPages(any),
  ];
  return { section: { path, title, group, access, target: nouns[0], redactions, pages }, bulkChanges };
}

interface ListOf {
  readonly listing: ReturnType<typeof resourceListing>;
  readonly bulkChanges: readonly AnyBulkChange[];
}

async function showList(any: AnyResource, { listing, bulkChanges }: ListOf, request: AdminRequest): Promise<View> {
  const { rows, filter, ...found } = await readListing(listing, request);
  const columns = any.columns.map(wholeColumn);
  const { path, title, nouns } = any;
  const { search, filters } = filter.askable;
  return {
    template: 'resource/list',
    title,
    data: {
      ...found,
      path: `/admin/${path}`,
      heading: title,
      nouns,
      nameLabel: labelOf(nouns[0]),
      search: search.length > 0 ? search.join(' or ') : null,
      filters: Object.entries(filters).map(([name, one]) => ({
        name,
        label: one.label,
        value: filter.values[name] ?? '',
        ...('text' in one ? { choices: null } : { any: one.any, choices: Object.keys(one.choices) }),
      })),
      filter,
      shortWord: search.length > 0 ? shortWordOf(request) : null,
      columns: columns.map(({ label }) => label),
      rows: rows.map((row) => ({ id: row.id, name: any.name(row), cells: columns.map(({ show }) => show(row)) })),
      bulks: bulkLinks(bulkChanges, request.ctx.user.role),
    },
  };
}

/** A word that was asked for and is too short to be looked for. */
function shortWordOf({ query }: AdminRequest): string | null {
  const text = SearchText.parse(query['q'] ?? '');
  return text !== '' && isTooShort(text) ? text : null;
}

async function showRow(any: AnyResource, { ctx, params }: AdminRequest): Promise<View> {
  const read = await readResourceRow(ctx.db, any, params['id']);
  const row: ResourceRow = redact(read, any.redactions ?? {}, ctx.user.role);
  const { path, title, nouns, columns, details = [], links, name } = any;
  const own = [...columns, ...details].map(wholeColumn).map(({ label, show }) => ({ label, shown: show(row) }));
  return {
    template: 'resource/detail',
    title: name(row),
    data: {
      id: row.id,
      name: name(row),
      path: `/admin/${path}`,
      heading: title,
      facts: own,
      found: (await any.facts?.(ctx, row)) ?? [],
      links: links?.(row) ?? [],
      ways: waysOf(any, { ctx, row: read }),
      trail: await readRedactedTrail(ctx, [`${nouns[0]}:${row.id}`], () => any.redactions ?? {}),
    },
  };
}

/** What whoever asks may do with a row as it stands. */
function waysOf({ edit, actions = {} }: AnyResource, { ctx, row }: { ctx: AdminRequest['ctx']; row: ResourceRow }) {
  const { user } = ctx;
  const mayEdit = edit && hasRole(user.role, edit.access) && (edit.isOffered?.(row) ?? true);
  const offered = Object.entries(actions).filter(
    ([, { access, isOffered }]) => hasRole(user.role, access) && (isOffered?.(row, user) ?? true),
  );
  return [
    ...(mayEdit ? [{ verb: 'Edit', path: 'edit', isDanger: false }] : []),
    ...offered.map(([path, { verb, isDanger = false }]) => ({ verb, path, isDanger })),
  ];
}

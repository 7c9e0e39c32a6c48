import type { AnyBulkChange } from './bulk.ts';
import { bulkChange } from './bulk-change.ts';
import type { Listing } from './listing.ts';
import { quoted } from './redaction.ts';
import type { AnyResource, ResourceRow } from './resource.ts';
import { act } from './resource-actions.ts';
import { instantOf, type ResourceQuestion } from './resource-rows.ts';

/** Makes the bulk changes of a resource: of those of its actions that are declared so. */
export function bulkChangesOf(
  resource: AnyResource,
  listing: Listing<ResourceQuestion, ResourceRow>,
): readonly AnyBulkChange[] {
  const { path, nouns, actions = {} } = resource;
  return Object.entries(actions).flatMap(([key, action]) => {
    if (!action.bulk) return [];
    const { verb, done, access, isDangerous = false } = action;
    const change = (name: string) => async (ctx: Parameters<typeof act>[1], id: string) =>
      act(resource, ctx, { key: name, id, input: {} });
    const undo = action.undo === undefined ? undefined : actions[action.undo];
    return [
      bulkChange<ResourceQuestion, ResourceRow>({
        name: `${path}.${key}All`,
        list: `/admin/${path}`,
        path: `/all/${key}`,
        access,
        isDangerous,
        listing,
        question: (asked) => questionInWords(resource, asked),
        target: (row) => ({ id: String(row.id), at: instantOf(resource, row), label: resource.name(row) }),
        audited: nouns[0],
        nouns,
        step: { verb, done, ...action.bulk, change: change(key) },
        ...(undo?.bulk &&
          action.undo !== undefined && {
            undo: { verb: undo.verb, done: undo.done, ...undo.bulk, change: change(action.undo) },
          }),
      }),
    ];
  });
}

/** What was asked, as it follows on “all uploads”. */
function questionInWords({ filters = {} }: AnyResource, { text, askable, values }: ResourceQuestion): string {
  const word = text === '' ? [] : [`whose ${askable.search.join(' or ')} contains ${quoted(text)}`];
  const chosen = Object.entries(values).flatMap(([name, value]) => {
    const filter = filters[name];
    return filter && value !== null ? [`${filter.label} ${'text' in filter ? quoted(value) : value}`] : [];
  });
  return [...word, ...chosen].join(' ');
}

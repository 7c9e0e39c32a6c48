import type { Context } from '../../platform/context.ts';
import { idOfName } from '../../platform/admin/id-of-name.ts';
import { actionOf, type RowOf } from '../../platform/admin/resource.ts';
import { resource } from '../../platform/admin/resource-section.ts';
import { storageKeyOf } from './upload-key.ts';
import { usesOf } from './uses-of.ts';

const select = {
  id: true,
  key: true,
  sizeBytes: true,
  width: true,
  height: true,
  createdAt: true,
  owner: { select: { id: true, username: true } },
} as const;
type UploadRow = RowOf<'Upload', typeof select>;

const action = actionOf<UploadRow>();

/** What people uploaded, and where it is shown. */
export const uploadsAdmin = resource({
  model: 'Upload',
  path: 'uploads',
  title: 'Uploads',
  nouns: ['upload', 'uploads'],
  group: 'Content',
  select,
  order: 'createdAt',
  name: ({ key }) => key.slice('xx/'.length, 'xx/xxxxxxxxxxxx'.length),
  columns: [
    {
      name: 'picture',
      show: ({ key, width, height }) => ({ picture: `/uploads/${key}`, text: `${width} by ${height}` }),
    },
    { name: 'owner', show: ({ owner }) => ({ text: owner.username, href: `/admin/users/${owner.id}` }) },
    { name: 'kilobytes', show: ({ sizeBytes }) => Math.ceil(sizeBytes / 1024) },
    { name: 'pixels', show: ({ width, height }) => `${width} × ${height}` },
    { name: 'createdAt', label: 'Uploaded', show: ({ createdAt }) => createdAt },
  ],
  details: ['key'],
  filters: {
    owner: { label: 'of', text: async (name, { db }) => ({ ownerId: await idOfName(db, name) }) },
    size: {
      label: 'that are',
      any: 'of any size',
      choices: { small: { sizeBytes: { lt: 100_000 } }, large: { sizeBytes: { gte: 1_000_000 } } },
    },
  },
  facts: async ({ db }, row) =>
    (await usesOf(db, { key: row.key, ownerId: row.owner.id })).map(({ what, text, href }) => ({
      label: `Used in ${what}`,
      shown: { text, href },
    })),
  actions: {
    delete: action({
      verb: 'Delete',
      done: 'deleted',
      access: 'admin',
      isDanger: true,
      isDangerous: true,
      follows: whatFollows,
      run: async (tx, _ctx, { row: { id, key, owner } }) => {
        const { count } = await tx.upload.deleteMany({ where: { id } });
        return count === 0 ? null : { before: { key, owner: owner.username }, after: { key: null, owner: null } };
      },
      // Should this process end before: what no row names is purged by night.
      afterwards: ({ storage }, { key }) => storage.delete(storageKeyOf(key)),
      bulk: {
        follows: [
          'Where they are shown, nothing stands in their place.',
          'Browsers and caches that have them keep them.',
        ],
        irrevocable: 'the files are gone.',
      },
    }),
  },
});

async function whatFollows({ key, owner }: UploadRow, { db }: Context): Promise<string[]> {
  const uses = await usesOf(db, { key, ownerId: owner.id });
  const where = uses.map(({ what, text }) => `${what} “${text}”`).join(', ');
  return [
    uses.length === 0 ? `Nothing that ${owner.username} wrote shows it.` : `It is missing from then on in ${where}.`,
    'The file is deleted. This cannot be undone. Browsers and caches that have it keep it.',
  ];
}

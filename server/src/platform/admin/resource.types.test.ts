import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { resource } from './resource-section.ts';

const given = {
  model: 'Upload',
  path: 'pictures',
  title: 'Pictures',
  nouns: ['picture', 'pictures'],
  group: 'Content',
  select: { id: true, key: true, sizeBytes: true, createdAt: true, owner: { select: { username: true } } },
  order: 'createdAt',
} as const;
const name = ({ key }: { key: string }) => key;

test('a row has what was selected of its model, and nothing else', () => {
  const declared = resource({
    ...given,
    name: ({ key, owner }) => `${key} of ${owner.username}`,
    columns: ['sizeBytes', { name: 'owner', show: ({ owner }) => owner.username }],
    edit: { access: 'admin', fields: { sizeBytes: z.number() } },
    links: (row) => {
      expectTypeOf(row).toEqualTypeOf<{
        id: string;
        key: string;
        sizeBytes: number;
        createdAt: Date;
        owner: { username: string };
      }>();
      return [];
    },
  });
  expect(declared.section.path).toBe('pictures');
});

test('what its model does not have does not compile', () => {
  const refused = () => [
    // @ts-expect-error no model is called so
    resource({ ...given, model: 'Uploads', name, columns: [] }),
    // @ts-expect-error an upload has no such field
    resource({ ...given, select: { ...given.select, colour: true }, name, columns: [] }),
    // @ts-expect-error it is not among what was selected
    resource({ ...given, name, columns: ['width'] }),
    // @ts-expect-error a whole person does not stand in a cell
    resource({ ...given, name, columns: ['owner'] }),
    // @ts-expect-error a list is ordered by an instant
    resource({ ...given, name, columns: [], order: 'key' }),
    // @ts-expect-error a number holds no word
    resource({ ...given, name, columns: [], search: ['sizeBytes'] }),
    // @ts-expect-error no condition on an upload
    resource({ ...given, name, columns: [], filters: { by: { label: 'by', text: (text) => ({ authorId: text }) } } }),
    // @ts-expect-error a key is a text
    resource({ ...given, name, columns: [], edit: { access: 'admin', fields: { key: z.number() } } }),
    // @ts-expect-error it has no such field
    resource({ ...given, name, columns: [], edit: { access: 'admin', fields: { colour: z.string() } } }),
  ];
  expect(refused).toBeTypeOf('function');
});

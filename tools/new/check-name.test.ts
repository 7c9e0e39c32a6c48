import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { planFeature } from './feature.ts';
import { readProcedure } from './procedure-name.ts';
import { Refused } from './refused.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Why a feature of this name is refused in this repository, or null where it is not. */
async function refusalOf(name: string, one?: string): Promise<string | null> {
  return planFeature({ root, name, one }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Refused) return error.message;
      throw error;
    },
  );
}

test.each(['notes', 'stories', 'invites', 'reading-lists', 'addressees', 'api-keys', 'maps-of-cities'])(
  'a feature may be called %s',
  async (name) => expect(await refusalOf(name)).toBeNull(),
);

test.each([
  ['Notes', 'Write a plural noun in kebab case: notes.'],
  ['readingLists', 'Write a plural noun in kebab case: reading-lists.'],
  ['reading_lists', 'Write a plural noun in kebab case: reading-lists.'],
  ['2notes', 'Write a plural noun in kebab case: notes.'],
  ['notes-', 'Write a plural noun in kebab case: notes.'],
  ['../notes', 'Write a plural noun in kebab case: notes.'],
  ['ß', 'Write a plural noun in kebab case.'],
  ['note', 'a feature is called by one: notes.'],
  ['story', 'a feature is called by one: stories.'],
  ['branch', 'a feature is called by one: branches.'],
  ['news', '--singular <noun>'],
  ['things-that-nobody-wants-to-type', '30 characters have to be enough'],
])('%s is refused, with what would be right: %s', async (name, words) =>
  expect(await refusalOf(name)).toContain(words),
);

test.each([
  ['classes', '"class" means something to JavaScript already.'],
  ['packages', '"package" means something to JavaScript already.'],
  ['promises', '"Promise" is there in every file already.'],
  ['records', '"Record" is there in every file already.'],
  ['forms', '"form" means something else in the files of a feature.'],
  ['events', '"event" means something else in the files of a feature.'],
  ['titles', '"title" means something else in the files of a feature.'],
  ['comments', 'The contract has a group comments. (contracts/src/features.ts)'],
  ['comments', 'Prisma has a Comment. (prisma/schema.prisma)'],
  ['comments', 'client/src/features/comments is there already.'],
  ['feeds', 'server/src/features/feeds is there already.'],
  ['users', 'The REST face answers at /users already. (contracts/contract.lock.json)'],
  ['users', 'The admin has a section at /admin/users.'],
  ['credentials', 'Prisma has a Credential. (prisma/schema.prisma)'],
  ['choices', 'A person has choices already. (prisma/schema.prisma)'],
  ['languages', 'The contract exports Language from another feature. (contracts/src/index.ts)'],
  ['settings', 'The SPA has a page at /settings.'],
  ['failures', 'The catalogues have a part failures.'],
  ['layouts', 'admin-views/layouts is there already.'],
])('%s is refused as it means something already: %s', async (name, words) =>
  expect(await refusalOf(name)).toContain(words),
);

test('what one of them is called may be said, and is checked like the name', async () => {
  expect(await refusalOf('series', 'episode')).toBeNull();
  expect(await refusalOf('packages', 'parcel')).toBeNull();
  expect(await refusalOf('series', 'Episode')).toContain('Write a noun in kebab case: episode.');
  expect(await refusalOf('series', 'series')).toContain('need names that differ');
  expect(await refusalOf('notes', 'comment')).toContain('Prisma has a Comment.');
});

test.each([
  ['comments', 'Write <feature>.<name>'],
  ['comments.', 'Write <feature>.<name>'],
  ['comments.Pin', 'Write <feature>.<name>'],
  ['comments.pin.now', 'Write <feature>.<name>'],
  ['comments.then', 'clients keep it for themselves'],
  ['comments.add', 'comments.add is there already: contracts/src/comments.ts.'],
  ['nothings.pin', 'There is no feature "nothings": contracts/src/nothings.ts is not there.'],
  ['.pin', 'There is no feature ""'],
])('the procedure %s is refused: %s', (name, words) => {
  expect(() => readProcedure(root, name, { kind: 'mutation', access: 'user' })).toThrow(words);
});

test.each([
  ['comments.pin', 'mutation', 'pin-comment'],
  ['comments.markRead', 'mutation', 'mark-comment-read'],
  ['comments.recent', 'query', 'recent-comments'],
  ['comments.byAuthor', 'query', 'comment-by-author'],
  ['comments.stream', 'subscription', 'stream-comments'],
  ['comments.changes', 'subscription', 'stream-changes'],
  ['twoFactor.renew', 'mutation', 'renew-two-factor'],
  ['two-factor.renew', 'mutation', 'renew-two-factor'],
] as const)('the use case of the %s %s is called %s', (name, kind, file) => {
  expect(readProcedure(root, name, { kind, access: 'user' }).handler.kebab).toBe(file);
});

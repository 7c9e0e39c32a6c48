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

test.each(['stories', 'invites', 'reading-lists', 'addressees', 'api-keys', 'maps-of-cities'])(
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
  ['sessions', 'The contract has a group sessions. (contracts/src/features.ts)'],
  ['sessions', 'Prisma has a Session. (prisma/schema.prisma)'],
  ['notifications', 'client/src/features/notifications is there already.'],
  ['notifications', 'server/src/features/notifications is there already.'],
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

test('a word that the templates only speak is free', async () => {
  expect(await refusalOf('boats')).toBeNull();
});

test('what one of them is called may be said, and is checked like the name', async () => {
  expect(await refusalOf('series', 'episode')).toBeNull();
  expect(await refusalOf('packages', 'parcel')).toBeNull();
  expect(await refusalOf('series', 'Episode')).toContain('Write a noun in kebab case: episode.');
  expect(await refusalOf('series', 'series')).toContain('need names that differ');
  expect(await refusalOf('packages', 'credential')).toContain('Prisma has a Credential.');
});

test.each([
  ['sessions', 'Write <feature>.<name>'],
  ['sessions.', 'Write <feature>.<name>'],
  ['sessions.Pin', 'Write <feature>.<name>'],
  ['sessions.pin.now', 'Write <feature>.<name>'],
  ['sessions.then', 'clients keep it for themselves'],
  ['sessions.end', 'sessions.end is there already: contracts/src/sessions.ts.'],
  ['nothings.pin', 'There is no feature "nothings": contracts/src/nothings.ts is not there.'],
  ['.pin', 'There is no feature ""'],
])('the procedure %s is refused: %s', (name, words) => {
  expect(() => readProcedure(root, name, { kind: 'mutation', access: 'user' })).toThrow(words);
});

test.each([
  ['sessions.pin', 'mutation', 'pin-session'],
  ['sessions.markRead', 'mutation', 'mark-session-read'],
  ['sessions.recent', 'query', 'recent-sessions'],
  ['sessions.byAuthor', 'query', 'session-by-author'],
  ['sessions.stream', 'subscription', 'stream-sessions'],
  ['sessions.changes', 'subscription', 'stream-changes'],
  ['twoFactor.renew', 'mutation', 'renew-two-factor'],
  ['two-factor.renew', 'mutation', 'renew-two-factor'],
] as const)('the use case of the %s %s is called %s', (name, kind, file) => {
  expect(readProcedure(root, name, { kind, access: 'user' }).handler.kebab).toBe(file);
});

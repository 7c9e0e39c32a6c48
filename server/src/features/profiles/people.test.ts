import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { followers } = contract.profiles;
const text = { description: 'About it', body: 'Text' };

test('a person’s page counts followers, followed and published articles, and goes down with them', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  for (const { api } of [grace, alan]) await api.profiles.follow.mutate({ username: 'Ada' });
  await ada.api.profiles.follow.mutate({ username: 'Alan' });
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  const counts = async () => host.api.profiles.byUsername.query({ username: 'ada' });
  expect(await counts()).toMatchObject({ followersCount: 2, followingCount: 1, articlesCount: 1 });
  expect((await counts()).joinedAt).toMatch(/^\d{4}-\d\d-\d\dT/);

  await ada.api.articles.delete.mutate({ slug });
  expect(await alan.api.profiles.unfollow.mutate({ username: 'Ada' })).toMatchObject({ followersCount: 1 });
  await host.db.user.delete({ where: { id: grace.id } });
  await host.db.user.delete({ where: { id: alan.id } });
  expect(await counts()).toMatchObject({ followersCount: 0, followingCount: 0, articlesCount: 0 });
});

test('followers and followed are listed the latest first, page by page, with whom the reader follows', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const others = [await host.signUp('Grace'), await host.signUp('Alan'), await host.signUp('Edsger')];
  for (const { username, api } of others) {
    await api.profiles.follow.mutate({ username: 'Ada' });
    await ada.api.profiles.follow.mutate({ username });
  }
  await others[0]?.api.profiles.follow.mutate({ username: 'Edsger' });
  const names = async (list: 'followers' | 'following', page: object) => {
    const { people, total } = await host.api.profiles[list].query({ username: 'ADA', ...page });
    return { names: people.map(({ username }) => username), total };
  };
  for (const list of ['followers', 'following'] as const) {
    expect(await names(list, {})).toEqual({ names: ['Edsger', 'Alan', 'Grace'], total: 3 });
    expect(await names(list, { limit: 2 })).toEqual({ names: ['Edsger', 'Alan'], total: 3 });
    expect(await names(list, { limit: 2, offset: 2 })).toEqual({ names: ['Grace'], total: 3 });
  }
  const seen = await others[0]?.api.profiles.followers.query({ username: 'Ada' });
  expect(seen?.people.map(({ following }) => following)).toEqual([true, false, false]);
  expect(JSON.stringify(seen)).not.toContain('@example.com');
});

test('nobody’s lists are told so, and a page beyond what there is is empty', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const call = host.api.profiles.followers.query({ username: 'Nobody' });
  expect(await refusal(followers, call)).toEqual({ name: 'PROFILE_NOT_FOUND', data: { username: 'Nobody' } });
  expect(await host.api.profiles.following.query({ username: 'Ada', offset: 50 })).toEqual({ people: [], total: 0 });
  expect(await invalidFields(host.api.profiles.following.query({ username: 'Ada', limit: 101 }))).toEqual({
    limit: ['must be at most 100'],
  });
});

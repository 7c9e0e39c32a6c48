import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { byUsername, follow, unfollow } = contract.profiles;

test('a person is found by name in any case, shown as they write it, and never with their address', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.accounts.updateSettings.mutate({ bio: 'Numbers.', image: 'https://example.com/ada.png' });
  const profile = { username: 'Ada', bio: 'Numbers.', image: 'https://example.com/ada.png', following: false };
  for (const username of ['Ada', 'ada', 'ADA']) {
    for (const api of [host.api, ada.api]) {
      const found = await api.profiles.byUsername.query({ username });
      expect(found).toMatchObject(profile);
      expect(JSON.stringify(found)).not.toContain('@');
    }
  }
});

test('a name is a name and no pattern', async () => {
  const host = await startHost();
  const [axb, reader] = [await host.signUp('axb'), await host.signUp('Reader')];
  for (const username of ['a_b', 'a%', '%', '___', String.raw`a\xb`]) {
    const notFound = { name: 'PROFILE_NOT_FOUND', data: { username } };
    expect(await refusal(byUsername, host.api.profiles.byUsername.query({ username })), username).toEqual(notFound);
    expect(await refusal(follow, reader.api.profiles.follow.mutate({ username })), username).toEqual(notFound);
  }
  await host.signUp('a_b');
  expect(await host.api.profiles.byUsername.query({ username: 'A_B' })).toMatchObject({ username: 'a_b' });
  expect(await axb.api.profiles.byUsername.query({ username: 'axb' })).toMatchObject({ username: 'axb' });
});

test('following is known to the follower alone, and following twice or at once changes nothing', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const username = 'gRACE';
  expect(await ada.api.profiles.follow.mutate({ username })).toMatchObject({ username: 'Grace', following: true });
  await Promise.all(Array.from({ length: 5 }, () => host.apiOf(ada.token).profiles.follow.mutate({ username })));
  expect(await host.db.follow.count()).toBe(1);

  const seenBy = async (api: typeof host.api) => (await api.profiles.byUsername.query({ username })).following;
  expect(await seenBy(ada.api)).toBe(true);
  for (const api of [grace.api, alan.api, host.api]) expect(await seenBy(api)).toBe(false);
  expect(await grace.api.profiles.byUsername.query({ username: 'Ada' })).toMatchObject({ following: false });
});

test('whoever stops following stops it alone, and twice changes nothing', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const username = grace.username;
  for (const { api } of [ada, alan]) await api.profiles.follow.mutate({ username });
  for (let round = 0; round < 2; round += 1) {
    expect(await ada.api.profiles.unfollow.mutate({ username })).toMatchObject({ username, following: false });
  }
  expect(await alan.api.profiles.byUsername.query({ username })).toMatchObject({ following: true });
});

test('nobody follows themselves', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const call = ada.api.profiles.follow.mutate({ username: 'ADA' });
  expect(await refusal(follow, call)).toEqual({ name: 'OWN_PROFILE', data: null });
  expect(await host.db.follow.count()).toBe(0);
});

test('an unknown name is told back, and what can be no name is refused', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const username = 'Nobody';
  const notFound = { name: 'PROFILE_NOT_FOUND', data: { username } };
  expect(await refusal(byUsername, host.api.profiles.byUsername.query({ username }))).toEqual(notFound);
  expect(await refusal(follow, ada.api.profiles.follow.mutate({ username }))).toEqual(notFound);
  expect(await refusal(unfollow, ada.api.profiles.unfollow.mutate({ username }))).toEqual(notFound);
  expect(await invalidFields(host.api.profiles.byUsername.query({ username: '' }))).toEqual({
    username: ["can't be blank"],
  });
  const long = 'x'.repeat(201);
  expect(await invalidFields(ada.api.profiles.follow.mutate({ username: long }))).toEqual({
    username: ['is too long'],
  });
});

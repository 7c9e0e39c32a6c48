import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { type Host, password, type Person, startHost } from '../../../test/host.ts';
import { mailsOf, tokenOf } from '../../../test/mail.ts';
import { refusal } from '../../../test/refusal.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { purgeLinks } from './purge-links.ts';

const { confirmChange } = contract.addresses;
const invalid = { name: 'LINK_INVALID', data: null };

async function verified(host: Host, username: string): Promise<Person> {
  const person = await host.signUp(username);
  await host.db.user.update({ where: { id: person.id }, data: { emailVerified: true } });
  return person;
}

/** Asks for a change and returns the tokens of the two mails of the newest one. */
async function begun(host: Host, person: Person, email = 'new@example.com') {
  await person.api.accounts.updateSettings.mutate({ email });
  const mails = (await mailsOf(host, 'accounts/confirm-email')).slice(-2);
  const of = (side: string) => tokenOf(mails.find(({ data }) => data['side'] === side));
  return { mails, old: of('old'), new: of('new') };
}

const confirm = (host: Host, token: string) => host.apiOf(null).addresses.confirmChange.mutate({ token });

test('an address that was never verified changes at once, and is asked by mail whether it is right', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await ada.api.accounts.updateSettings.mutate({ email: 'New@example.com' })).toMatchObject({
    email: 'new@example.com',
    emailVerified: false,
  });
  expect(await mailsOf(host)).toMatchObject([{ template: 'accounts/verify-email', to: 'new@example.com' }]);
  expect(await ada.api.addresses.pendingChange.query()).toBeNull();
});

test.each([
  ['old', 'new'],
  ['new', 'old'],
] as const)('a verified address changes once both sides agreed, here the %s first', async (first, second) => {
  const host = await startHost();
  const ada = await verified(host, 'Ada');
  const before = await ada.api.accounts.me.query();
  const links = await begun(host, ada);
  expect(links.mails.map(({ to, data }) => [to, data['side']])).toEqual([
    ['ada@example.com', 'old'],
    ['new@example.com', 'new'],
  ]);
  expect(await ada.api.accounts.me.query()).toEqual(before);
  expect(await ada.api.addresses.pendingChange.query()).toMatchObject({
    email: 'new@example.com',
    isConfirmedByOld: false,
    isConfirmedByNew: false,
  });

  expect(await confirm(host, links[first])).toEqual({ isDone: false });
  // Its own side again moves nothing.
  expect(await confirm(host, links[first])).toEqual({ isDone: false });
  expect(await ada.api.accounts.me.query()).toEqual(before);
  expect(await ada.api.addresses.pendingChange.query()).toMatchObject({
    isConfirmedByOld: first === 'old',
    isConfirmedByNew: first === 'new',
  });

  expect(await confirm(host, links[second])).toEqual({ isDone: true });
  expect(await ada.api.accounts.me.query()).toMatchObject({ email: 'new@example.com', emailVerified: true });
  expect(await ada.api.addresses.pendingChange.query()).toBeNull();
  expect(await mailsOf(host, 'accounts/email-changed')).toMatchObject([{ to: 'ada@example.com' }]);
  expect((await host.api.accounts.signIn.mutate({ email: 'new@example.com', password })).user.id).toBe(ada.id);
  for (const token of [links.old, links.new])
    expect(await refusal(confirmChange, confirm(host, token))).toEqual(invalid);
});

test('two sides that agree at the same moment make the change once', async () => {
  const host = await startHost();
  const ada = await verified(host, 'Ada');
  const links = await begun(host, ada);
  const answers = await Promise.all([confirm(host, links.old), confirm(host, links.new)]);
  expect(answers.filter(({ isDone }) => isDone)).toHaveLength(1);
  expect(await mailsOf(host, 'accounts/email-changed')).toHaveLength(1);
});

test('a second change takes the place of the first, whose links stand for nothing', async () => {
  const host = await startHost();
  const ada = await verified(host, 'Ada');
  const first = await begun(host, ada, 'first@example.com');
  const second = await begun(host, ada, 'second@example.com');
  for (const token of [first.old, first.new])
    expect(await refusal(confirmChange, confirm(host, token))).toEqual(invalid);
  await confirm(host, second.old);
  await confirm(host, second.new);
  expect(await ada.api.accounts.me.query()).toMatchObject({ email: 'second@example.com' });
});

test('who cancels keeps their address, and a link that is too old does as little as none', async () => {
  const host = await startHost();
  const ada = await verified(host, 'Ada');
  const cancelled = await begun(host, ada);
  expect(await ada.api.addresses.cancelChange.mutate()).toBeNull();
  expect(await ada.api.addresses.cancelChange.mutate()).toBeNull();
  expect(await ada.api.addresses.pendingChange.query()).toBeNull();
  expect(await refusal(confirmChange, confirm(host, cancelled.old))).toEqual(invalid);

  const late = await begun(host, ada);
  await host.db.emailChange.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  for (const token of [late.old, late.new, 'x', "' OR 1=1 --", 'NUL\0']) {
    expect(await refusal(confirmChange, confirm(host, token)), token).toEqual(invalid);
  }
  expect(await ada.api.addresses.pendingChange.query()).toBeNull();
  await enqueueNow(host);
  expect(await host.db.emailChange.count()).toBe(0);
});

test('an address that somebody has is refused at once, and one that somebody takes meanwhile when it is to count', async () => {
  const host = await startHost();
  const [ada, grace] = [await verified(host, 'Ada'), await verified(host, 'Grace')];
  const taken = ada.api.accounts.updateSettings.mutate({ email: 'GRACE@example.com', bio: 'kept?' });
  expect(await refusal(contract.accounts.updateSettings, taken)).toEqual({ name: 'EMAIL_TAKEN', data: null });
  expect(await ada.api.accounts.me.query()).toMatchObject({ bio: null });

  const links = await begun(host, ada);
  await confirm(host, links.old);
  await host.db.user.update({ where: { id: grace.id }, data: { email: 'new@example.com' } });
  expect(await refusal(confirmChange, confirm(host, links.new))).toEqual({ name: 'EMAIL_TAKEN', data: null });
  expect(await ada.api.accounts.me.query()).toMatchObject({ email: 'ada@example.com' });
  expect(await ada.api.addresses.pendingChange.query()).toBeNull();
});

test('a change is seen and cancelled by its owner alone', async () => {
  const host = await startHost();
  const [ada, grace] = [await verified(host, 'Ada'), await host.signUp('Grace')];
  await begun(host, ada);
  await grace.api.addresses.cancelChange.mutate();
  expect(await grace.api.addresses.pendingChange.query()).toBeNull();
  expect(await ada.api.addresses.pendingChange.query()).not.toBeNull();
  expect(await callQuery(host.url, 'addresses.pendingChange', {})).toMatchObject({ status: 401 });
  expect(await callMutation(host.url, 'addresses.cancelChange', {})).toMatchObject({ status: 401 });
});

async function enqueueNow(host: Host): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, purgeLinks, {}));
  await host.runJobs();
}

import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { mailsOf, sentTokens, tokenOf } from '../../../test/mail.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';

const { verify, resendVerification } = contract.addresses;
const invalid = { name: 'LINK_INVALID', data: null };

/** Somebody who registers, and the token of the mail that this sends. */
async function registered(host: Host, username = 'Ada') {
  const email = `${username}@example.com`.toLowerCase();
  const { user, token } = await host.api.accounts.register.mutate({ username, email, password });
  const mails = await mailsOf(host, 'accounts/verify-email');
  const link = tokenOf(mails.find(({ to }) => to === email));
  return { id: user.id, link, api: host.apiOf(token) };
}

const use = (host: Host, token: string) => host.apiOf(null).addresses.verify.mutate({ token });

test('who registers is sent a link, uses what they like meanwhile, and has a verified address once they used it', async () => {
  const host = await startHost();
  const ada = await registered(host);
  const [mail] = await mailsOf(host);
  expect(mail).toMatchObject({ template: 'accounts/verify-email', to: 'ada@example.com' });
  expect(mail?.data['url']).toMatch(/\/verify-email\?token=/);
  expect(await ada.api.accounts.me.query()).toMatchObject({ emailVerified: false });
  expect(await use(host, ada.link)).toBeNull();
  expect(await ada.api.accounts.me.query()).toMatchObject({ emailVerified: true });
});

test('a link counts once, also when it is used twice at the same moment', async () => {
  const host = await startHost();
  const { link } = await registered(host);
  const settled = await Promise.allSettled([use(host, link), use(host, link), use(host, link)]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await refusal(verify, use(host, link))).toEqual(invalid);
});

test('a link is too old after 24 hours', async () => {
  const host = await startHost();
  const ada = await registered(host);
  const [row] = await host.db.verification.findMany();
  const lifetimeMs = (row?.expiresAt.getTime() ?? 0) - Date.now();
  expect(lifetimeMs / 3_600_000).toBeCloseTo(24, 1);
  await host.db.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await refusal(verify, use(host, ada.link))).toEqual(invalid);
});

test('what is no link stands for nothing, whatever it holds', async () => {
  const host = await startHost();
  const { link } = await registered(host);
  const [id, secret] = link.split('.');
  const strangers = [
    'x',
    '.',
    `${id}.`,
    `${id}.${'x'.repeat(43)}`,
    `${secret}`,
    `${link}x`,
    `${link}\0`,
    "' OR 1=1 --",
  ];
  for (const token of strangers) expect(await refusal(verify, use(host, token)), token).toEqual(invalid);
  expect(await invalidFields(use(host, ''))).toEqual({ token: ["can't be blank"] });
  expect(await invalidFields(use(host, 'x'.repeat(201)))).toEqual({ token: ['is too long'] });
  expect(await use(host, link)).toBeNull();
});

test('a link that was sent to one address does not verify another, and one that sets a password verifies none', async () => {
  const host = await startHost();
  const ada = await registered(host);
  await ada.api.accounts.updateSettings.mutate({ email: 'new@example.com' });
  expect(await refusal(verify, use(host, ada.link))).toEqual(invalid);
  await host.api.passwords.requestReset.mutate({ email: 'new@example.com' });
  await host.runJobs();
  const [reset] = await sentTokens(host, 'accounts/reset-password');
  expect(await refusal(verify, use(host, reset ?? ''))).toEqual(invalid);
});

test('the database holds no link, only what proves one', async () => {
  const host = await startHost();
  const { link } = await registered(host);
  const rows = JSON.stringify(await host.db.verification.findMany());
  expect(rows).not.toContain(link.split('.')[1]);
  expect(host.logged.join('')).not.toContain(link.split('.')[1]);
});

test('the link is sent again on request, and either of the two counts, but not both', async () => {
  const host = await startHost();
  const ada = await registered(host);
  expect(await ada.api.addresses.resendVerification.mutate()).toBeNull();
  const [, second] = await mailsOf(host, 'accounts/verify-email');
  expect(tokenOf(second)).not.toBe(ada.link);
  expect(await use(host, tokenOf(second))).toBeNull();
  expect(await refusal(verify, use(host, ada.link))).toEqual(invalid);
  expect(await refusal(resendVerification, ada.api.addresses.resendVerification.mutate())).toEqual({
    name: 'ADDRESS_VERIFIED',
    data: null,
  });
});

test('the link is sent again to whoever is signed in alone, and five times an hour', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await registered(host);
  const anonymous = await callMutation(host.url, 'addresses.resendVerification', {});
  expect(anonymous).toMatchObject({ status: 401, error: 'UNAUTHORIZED' });
  for (let count = 0; count < 5; count += 1) await ada.api.addresses.resendVerification.mutate();
  const sixth = refusal(resendVerification, ada.api.addresses.resendVerification.mutate());
  expect(await sixth).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
});

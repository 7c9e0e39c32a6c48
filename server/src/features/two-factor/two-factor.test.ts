import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { codeAt } from '../../platform/auth/totp.ts';
import { type Host, password, type Person, startHost } from '../../../test/host.ts';
import { mailsOf } from '../../../test/mail.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';

const { begin, enable, disable, renewRecoveryCodes } = contract.twoFactor;
const { signIn } = contract.accounts;

/** Lets time go on for codes: what was used in this half minute counts as used in one before. */
async function nextHalfMinute({ db }: Host): Promise<void> {
  await db.twoFactor.updateMany({ data: { lastStep: 0 } });
}

/** Turns the second factor on; returns the secret and the recovery codes. */
async function secured(host: Host, person: Person) {
  const { secret } = await person.api.twoFactor.begin.mutate({ password });
  const { recoveryCodes } = await person.api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  await nextHalfMinute(host);
  return { secret, recoveryCodes };
}

const attempt = (host: Host, otp?: string, secret = password) =>
  host
    .apiOf(null)
    .accounts.signIn.mutate({ email: 'ada@example.com', password: secret, ...(otp !== undefined && { otp }) });

test('the secret comes after the password alone, to be typed, opened or photographed, and counts for nothing yet', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const wrong = ada.api.twoFactor.begin.mutate({ password: 'wrong horse battery' });
  expect(await refusal(begin, wrong)).toEqual({ name: 'PASSWORD_INVALID', data: null });
  const begun = await ada.api.twoFactor.begin.mutate({ password });
  expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
  const issuer = encodeURIComponent('Conduit');
  expect(begun.uri).toBe(`otpauth://totp/${issuer}:ada%40example.com?secret=${begun.secret}&issuer=${issuer}`);
  expect(begun.qrCode).toMatch(/^<svg /);
  expect(await ada.api.twoFactor.state.query()).toEqual({ isOn: false, recoveryCodesLeft: 0 });
  expect((await attempt(host)).user).toMatchObject({ hasTwoFactor: false });
  // Kept so that nobody reads it who reads the database.
  expect((await host.db.twoFactor.findFirst())?.secret).not.toContain(begun.secret);
});

test('it is on once a code was right, with ten recovery codes, and its owner is told', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await refusal(enable, ada.api.twoFactor.enable.mutate({ otp: '000000' }))).toMatchObject({
    name: 'TWO_FACTOR_NOT_BEGUN',
  });
  const { secret } = await ada.api.twoFactor.begin.mutate({ password });
  for (const otp of [
    '000000',
    'abc',
    codeAt(secret, Date.now() - 90_000),
    codeAt(secret, Date.now() + 90_000),
    'NUL\0',
  ]) {
    expect(await refusal(enable, ada.api.twoFactor.enable.mutate({ otp })), otp).toMatchObject({ name: 'OTP_INVALID' });
  }
  expect(await invalidFields(ada.api.twoFactor.enable.mutate({ otp: ' ' }))).toEqual({ otp: ["can't be blank"] });
  const { recoveryCodes } = await ada.api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/);
  expect(await ada.api.twoFactor.state.query()).toEqual({ isOn: true, recoveryCodesLeft: 10 });
  expect(await ada.api.accounts.me.query()).toMatchObject({ hasTwoFactor: true });
  expect(await mailsOf(host)).toMatchObject([{ template: 'accounts/two-factor-changed', data: { isOn: true } }]);
  expect(await refusal(begin, ada.api.twoFactor.begin.mutate({ password }))).toMatchObject({ name: 'TWO_FACTOR_ON' });
  expect(await refusal(enable, ada.api.twoFactor.enable.mutate({ otp: '000000' }))).toMatchObject({
    name: 'TWO_FACTOR_ON',
  });
  const rows = JSON.stringify(await host.db.twoFactor.findMany());
  for (const code of recoveryCodes) expect(rows).not.toContain(code);
});

test('signing in asks for a code after a right password, and for nothing else before', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { secret } = await secured(host, ada);
  const sessions = await host.db.session.count();
  expect(await refusal(signIn, attempt(host))).toEqual({ name: 'TWO_FACTOR_REQUIRED', data: null });
  expect(await refusal(signIn, attempt(host, '000000'))).toEqual({ name: 'OTP_INVALID', data: null });
  expect(await refusal(signIn, attempt(host, undefined, 'wrong horse battery'))).toMatchObject({
    name: 'CREDENTIALS_INVALID',
  });
  // A wrong password takes no code: the right one still counts.
  const code = codeAt(secret, Date.now());
  expect(await refusal(signIn, attempt(host, code, 'wrong horse battery'))).toMatchObject({
    name: 'CREDENTIALS_INVALID',
  });
  expect(await host.db.session.count()).toBe(sessions);
  expect((await attempt(host, ` ${code.slice(0, 3)} ${code.slice(3)} `)).user).toMatchObject({ id: ada.id });
  const wire = await callMutation(host.url, 'accounts.signIn', { input: { email: ada.email, password } });
  expect(wire).toMatchObject({ status: 401, error: 'TWO_FACTOR_REQUIRED' });
});

test('a code counts once, also when it comes twice at the same moment, and none before it counts after', async () => {
  const host = await startHost();
  const { secret } = await secured(host, await host.signUp('Ada'));
  const now = Date.now();
  const settled = await Promise.allSettled([attempt(host, codeAt(secret, now)), attempt(host, codeAt(secret, now))]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const otp of [codeAt(secret, now), codeAt(secret, now - 30_000)]) {
    expect(await refusal(signIn, attempt(host, otp))).toMatchObject({ name: 'OTP_INVALID' });
  }
});

test('a recovery code signs in once, however it is typed, also when it comes twice at the same moment', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { recoveryCodes } = await secured(host, ada);
  const [one = '', two = ''] = recoveryCodes;
  expect((await attempt(host, ` ${one.toUpperCase().replace('-', ' ')}`)).user.id).toBe(ada.id);
  expect(await refusal(signIn, attempt(host, one))).toMatchObject({ name: 'OTP_INVALID' });
  const settled = await Promise.allSettled([attempt(host, two), attempt(host, two)]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await ada.api.twoFactor.state.query()).toEqual({ isOn: true, recoveryCodesLeft: 8 });
});

test('new recovery codes take the place of the old, for whoever has password and code', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { secret, recoveryCodes } = await secured(host, ada);
  const renew = (input: { password: string; otp: string }) => ada.api.twoFactor.renewRecoveryCodes.mutate(input);
  const otp = codeAt(secret, Date.now());
  expect(await refusal(renewRecoveryCodes, renew({ password: 'wrong horse', otp }))).toMatchObject({
    name: 'PASSWORD_INVALID',
  });
  expect(await refusal(renewRecoveryCodes, renew({ password, otp: '000000' }))).toMatchObject({ name: 'OTP_INVALID' });
  const renewed = await renew({ password, otp });
  expect(renewed.recoveryCodes).toHaveLength(10);
  expect(await refusal(signIn, attempt(host, recoveryCodes[0]))).toMatchObject({ name: 'OTP_INVALID' });
  expect((await attempt(host, renewed.recoveryCodes[0])).user.id).toBe(ada.id);
});

test('it goes off for whoever has password and code, and the password alone signs in', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const off = (input: { password: string; otp: string }) => ada.api.twoFactor.disable.mutate(input);
  expect(await refusal(disable, off({ password, otp: '000000' }))).toMatchObject({ name: 'TWO_FACTOR_OFF' });
  const { recoveryCodes } = await secured(host, ada);
  const [otp = ''] = recoveryCodes;
  expect(await refusal(disable, off({ password: 'wrong horse', otp }))).toMatchObject({ name: 'PASSWORD_INVALID' });
  expect(await refusal(disable, off({ password, otp: '000000' }))).toMatchObject({ name: 'OTP_INVALID' });
  expect(await off({ password, otp })).toBeNull();
  expect((await attempt(host)).user).toMatchObject({ id: ada.id, hasTwoFactor: false });
  expect(await mailsOf(host)).toMatchObject([{ data: { isOn: true } }, { data: { isOn: false } }]);
  expect(await host.db.twoFactor.count()).toBe(0);
});

test('ten wrong codes in 15 minutes are all there are, at the door and inside', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await host.signUp('Ada');
  const { secret, recoveryCodes } = await secured(host, ada);
  for (let count = 0; count < 10; count += 1) await refusal(signIn, attempt(host, '000000'));
  for (const otp of [codeAt(secret, Date.now()), recoveryCodes[0]]) {
    expect(await refusal(signIn, attempt(host, otp))).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  }
  const off = (otp: string) => ada.api.twoFactor.disable.mutate({ password, otp });
  for (let count = 0; count < 10; count += 1) await refusal(disable, off('000000'));
  expect(await refusal(disable, off(codeAt(secret, Date.now())))).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  expect(await ada.api.twoFactor.state.query()).toMatchObject({ isOn: true });
});

test('nobody who is not signed in comes near it, and no secret reaches the log', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const input = { password, otp: '000000' };
  for (const name of ['begin', 'enable', 'renewRecoveryCodes', 'disable']) {
    expect(await callMutation(host.url, `twoFactor.${name}`, { input }), name).toMatchObject({ status: 401 });
  }
  expect(await callQuery(host.url, 'twoFactor.state', {})).toMatchObject({ status: 401 });
  const { secret, recoveryCodes } = await secured(host, ada);
  for (const told of [secret, ...recoveryCodes]) expect(host.logged.join('')).not.toContain(told);
});

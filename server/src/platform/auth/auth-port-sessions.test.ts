import { expect, test } from 'vitest';
import {
  ada,
  begun,
  type CreateBackend,
  createBetterAuthBackend,
  origin,
  signInOfAda,
} from '../../../test/auth-backend.ts';
import { codeAt } from './totp.ts';

/** The promises of the port about sessions and the second factor, for any backend. */
function authPortContract(name: string, createBackend: CreateBackend): void {
  test(`${name}: sessions are listed and ended by their owner, by ids that prove nothing`, async () => {
    const { port } = await createBackend();
    const first = begun(await port.signUp(ada, origin));
    const second = begun(await port.signIn(signInOfAda, { address: '2001:db8::1', userAgent: undefined }));
    const grace = begun(await port.signUp({ ...ada, username: 'Grace', email: 'grace@example.com' }, origin));
    const list = await port.listSessions(first.user.id, first.token);
    expect(list.find(({ isCurrent }) => isCurrent)).toMatchObject({ address: origin.address, userAgent: 'Konqueror' });
    const other = list.find(({ isCurrent }) => !isCurrent);
    expect(other).toMatchObject({ address: expect.stringContaining('2001:') });
    expect(list).toHaveLength(2);
    expect(await port.identify(other?.id ?? '')).toBeNull();

    await port.endSession(grace.user.id, other?.id ?? '');
    expect(await port.identify(second.token)).not.toBeNull();
    await port.endSession(first.user.id, other?.id ?? '');
    await port.endSession(first.user.id, 'none');
    expect(await port.identify(second.token)).toBeNull();

    begun(await port.signIn(signInOfAda, origin));
    expect(await port.endOtherSessions(first.user.id, first.token)).toBe(1);
    expect(await port.identify(first.token)).not.toBeNull();
    expect(await port.endOtherSessions(first.user.id, undefined)).toBe(1);
    expect(await port.identify(grace.token)).not.toBeNull();
  });

  test(`${name}: a session tells when its owner last proved that it is them, and no other session does`, async () => {
    const { port, db } = await createBackend();
    const first = begun(await port.signUp(ada, origin));
    const second = begun(await port.signIn(signInOfAda, origin));
    const long = new Date('2026-01-02T03:04:05.000Z');
    await db.session.updateMany({ data: { createdAt: long } });
    expect(await port.provedAt(first.token)).toEqual(long);
    const before = Date.now();
    await port.noteProof(first.token);
    expect((await port.provedAt(first.token))?.getTime()).toBeGreaterThanOrEqual(before);
    expect(await port.provedAt(second.token)).toEqual(long);
    await port.signOut(first.token);
    expect(await port.provedAt(first.token)).toBeNull();
    expect(await port.provedAt('nobody-holds-this-token')).toBeNull();
  });

  test(`${name}: a session tells when it was last used for the admin, which is no use of it otherwise`, async () => {
    const { port, db } = await createBackend();
    const { token, user } = begun(await port.signUp(ada, origin));
    const long = new Date('2026-01-02T03:04:05.000Z');
    await db.session.updateMany({ data: { createdAt: long, updatedAt: long } });
    expect(await port.staffUsedAt(token)).toEqual(long);
    const before = Date.now() - 1000;
    await port.noteStaffUse(token);
    expect((await port.staffUsedAt(token))?.getTime()).toBeGreaterThanOrEqual(before);
    expect((await port.listSessions(user.id, token))[0]?.lastUsedAt).toEqual(long);
    expect(await port.staffUsedAt('nobody-holds-this-token')).toBeNull();
  });

  test(`${name}: one who acts as another is both, until they stop, and is given back the session it was begun in`, async () => {
    const { port, db } = await createBackend();
    const staff = begun(await port.signUp(ada, origin));
    const grace = begun(await port.signUp({ ...ada, username: 'Grace', email: 'grace@example.com' }, origin));
    await db.user.update({ where: { id: staff.user.id }, data: { role: 'admin' } });
    const until = new Date(Date.now() + 60_000);
    const asked = { userId: grace.user.id, staffToken: staff.token, until, origin };
    const along = async () => undefined;
    const token = String(await port.beginImpersonation(asked, { along }));
    expect(await port.identify(token)).toMatchObject({
      id: grace.user.id,
      impersonator: { id: staff.user.id, username: 'Ada', until: until.toISOString() },
    });
    expect(await port.provedAt(token)).toBeNull();
    // In it no other is begun.
    expect(await port.beginImpersonation({ ...asked, staffToken: token }, { along })).toBeNull();
    const failing = { along: () => Promise.reject(new Error('refused')) };
    await expect(port.beginImpersonation(asked, failing)).rejects.toThrow('refused');
    expect(await db.session.count()).toBe(3);

    const ended = { userId: grace.user.id, staffId: staff.user.id, staffToken: staff.token };
    expect(await port.endImpersonation(token, { along })).toEqual(ended);
    expect(await port.identify(token)).toBeNull();
    expect(await port.endImpersonation(token, { along })).toBeNull();
    expect(await port.endImpersonation(staff.token, { along })).toBeNull();
    expect(await port.identify(staff.token)).toMatchObject({ id: staff.user.id });
  });

  test(`${name}: of many sessions is told at once who they stand for; a look counts as no use`, async () => {
    const { port, changeRole, suspend, expireSessions } = await createBackend();
    const first = begun(await port.signUp(ada, origin));
    const second = begun(await port.signIn(signInOfAda, origin));
    const grace = begun(await port.signUp({ ...ada, username: 'Grace', email: 'grace@example.com' }, origin));
    const tokens = [first.token, second.token, grace.token, 'no token at all', 'nobody-holds-this-token'];
    const who = async () => Object.fromEntries(await port.identifyMany(tokens));
    const asAda = { id: first.user.id, role: 'user' };
    expect(await who()).toEqual({
      [first.token]: asAda,
      [second.token]: asAda,
      [grace.token]: { id: grace.user.id, role: 'user' },
    });
    await changeRole(grace.user.id);
    await port.signOut(second.token);
    const asStaff = { id: grace.user.id, role: 'operator' };
    expect(await who()).toEqual({ [first.token]: asAda, [grace.token]: asStaff });
    await suspend(first.user.id);
    expect(await who()).toEqual({ [grace.token]: asStaff });
    await expireSessions();
    expect(await who()).toEqual({});
    expect((await port.identifyMany([])).size).toBe(0);
  });

  test(`${name}: a session that is used remembers when, and one that ends in that moment is nobody's`, async () => {
    const { port, db } = await createBackend();
    const { user, token } = begun(await port.signUp(ada, origin));
    const aged = { updatedAt: new Date(Date.now() - 3_600_000), expiresAt: new Date(Date.now() + 29 * 86_400_000) };
    await db.session.updateMany({ data: aged });
    await port.identify(token);
    const [used] = await port.listSessions(user.id, token);
    expect(Date.now() - (used?.lastUsedAt.getTime() ?? 0)).toBeLessThan(60_000);

    await db.session.updateMany({ data: aged });
    const [found] = await Promise.all([port.identify(token), port.signOut(token)]);
    expect([null, user.id]).toContain(found?.id ?? null);
    expect(await port.identify(token)).toBeNull();
  });

  test(`${name}: a second factor counts once it was proven, asks after the password, and takes each code once`, async () => {
    const { port, db, suspend } = await createBackend();
    const { user } = begun(await port.signUp(ada, origin));
    const { twoFactor } = port;
    const nothing = { along: async () => {} };
    expect(await twoFactor.enable(user.id, '000000', nothing)).toBe('TWO_FACTOR_NOT_BEGUN');
    const first = await twoFactor.begin(user);
    const second = await twoFactor.begin(user);
    if (typeof first === 'string' || typeof second === 'string') throw new Error('A secret was to be made.');
    // The later attempt takes the place of the earlier, and neither counts yet.
    expect(await twoFactor.enable(user.id, codeAt(first.secret, Date.now()), nothing)).toBe('OTP_INVALID');
    expect(typeof (await port.signIn(signInOfAda, origin))).toBe('object');
    const [one, other] = await Promise.all(
      [1, 2].map(() => twoFactor.enable(user.id, codeAt(second.secret, Date.now()), nothing)),
    );
    expect([typeof one, typeof other].toSorted()).toEqual(['object', 'string']);
    const codes = [one, other].flatMap((result) => (typeof result === 'object' ? result : []));
    expect(codes).toHaveLength(10);
    expect(await twoFactor.begin(user)).toBe('TWO_FACTOR_ON');
    expect(await twoFactor.state(user.id)).toEqual({ isOn: true, recoveryCodesLeft: 10 });

    // The code that turned it on is used.
    const used = codeAt(second.secret, Date.now());
    expect(await port.signIn({ ...signInOfAda, otp: used }, origin)).toBe('OTP_INVALID');
    expect(await port.signIn(signInOfAda, origin)).toBe('TWO_FACTOR_REQUIRED');
    await db.twoFactor.updateMany({ data: { lastStep: 0 } });
    const otp = codeAt(second.secret, Date.now());
    expect(await port.signIn({ ...signInOfAda, password: 'wrong', otp }, origin)).toBe('CREDENTIALS_INVALID');
    expect(begun(await port.signIn({ ...signInOfAda, otp }, origin)).user.hasTwoFactor).toBe(true);
    expect(await twoFactor.spendCode(user.id, codes[0] ?? '')).toBe(true);
    expect(await twoFactor.spendCode(user.id, codes[0] ?? '')).toBe(false);
    expect(await twoFactor.spendCode('nobody', codes[1] ?? '')).toBe(false);

    expect(await twoFactor.renewRecoveryCodes(user.id)).toHaveLength(10);
    expect(await twoFactor.spendCode(user.id, codes[1] ?? '')).toBe(false);
    await suspend(user.id);
    expect(await port.signIn(signInOfAda, origin)).toBe('ACCOUNT_SUSPENDED');
    await twoFactor.disable(user.id, nothing);
    await twoFactor.disable(user.id, nothing);
    expect(await twoFactor.state(user.id)).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    expect(await twoFactor.renewRecoveryCodes(user.id)).toBe('TWO_FACTOR_OFF');
  });
}

authPortContract('better-auth', createBetterAuthBackend);

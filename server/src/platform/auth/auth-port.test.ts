import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import type { AuthPort, BegunSession } from './auth-port.ts';

/** A backend to be put through the contract, and the facts that others than it decide. */
interface Backend {
  readonly port: AuthPort;
  suspend(userId: string): Promise<void>;
  /** Lets every session end by its age. */
  expireSessions(): Promise<void>;
  changeRole(userId: string): Promise<void>;
}

const ada = { username: 'Ada', email: 'Ada@Example.com', password: 'correct horse battery' };
const signInOfAda = { email: ada.email, password: ada.password };
const origin = { address: '203.0.113.7', userAgent: 'Konqueror' };

function begun(result: BegunSession | string): BegunSession {
  if (typeof result === 'string') throw new Error(`A session was to begin, not ${result}.`);
  return result;
}

/** The promises of the port, for any backend. */
function authPortContract(name: string, createBackend: () => Promise<Backend>): void {
  test(`${name}: signing up begins a session that tells who it is, and signing in another`, async () => {
    const { port } = await createBackend();
    const first = begun(await port.signUp(ada, origin));
    const user = { id: first.user.id, username: 'Ada', email: 'ada@example.com', bio: null, image: null, role: 'user' };
    expect(first.user).toEqual(user);
    const second = begun(await port.signIn({ ...signInOfAda, email: 'ADA@example.COM' }, origin));
    expect(second.user).toEqual(user);
    expect(second.token).not.toBe(first.token);
    for (const { token } of [first, second]) {
      expect(token).toMatch(/^[\w-]{32,}$/);
      expect(await port.identify(token)).toEqual(user);
    }
  });

  test(`${name}: what is taken is said, in any case, also when both come at once`, async () => {
    const { port } = await createBackend();
    const results = await Promise.all([port.signUp(ada, origin), port.signUp(ada, origin)]);
    expect(results.filter((result) => typeof result === 'object')).toHaveLength(1);
    expect(results).toContain('EMAIL_TAKEN');
    expect(await port.signUp({ ...ada, username: 'Other', email: 'ADA@EXAMPLE.COM' }, origin)).toBe('EMAIL_TAKEN');
    expect(await port.signUp({ ...ada, username: 'aDA', email: 'other@example.com' }, origin)).toBe('USERNAME_TAKEN');
    // A refused attempt leaves nothing that would stand in the way of the next.
    const other = await port.signUp({ ...ada, username: 'Other', email: 'other@example.com' }, origin);
    expect(begun(other).user.username).toBe('Other');
  });

  test(`${name}: a wrong password, an unknown and an impossible address are one answer`, async () => {
    const { port } = await createBackend();
    await port.signUp(ada, origin);
    for (const wrong of [
      { password: 'wrong horse battery' },
      { email: 'no@example.com' },
      { email: 'no address' },
      { password: '' },
    ]) {
      expect(await port.signIn({ ...signInOfAda, ...wrong }, origin), JSON.stringify(wrong)).toBe(
        'CREDENTIALS_INVALID',
      );
    }
  });

  test(`${name}: an unknown address takes a time of the order of a wrong password's`, async () => {
    const { port } = await createBackend();
    await port.signUp(ada, origin);
    const timeOf = async (credentials: { email: string; password: string }) => {
      const start = performance.now();
      await port.signIn(credentials, origin);
      return performance.now() - start;
    };
    const [wrongs, unknowns]: [number[], number[]] = [[], []];
    for (let round = 0; round < 7; round += 1) {
      wrongs.push(await timeOf({ ...signInOfAda, password: 'wrong horse battery' }));
      unknowns.push(await timeOf({ email: 'no@example.com', password: 'wrong horse battery' }));
    }
    // The least of each, in turn: whatever else runs on the machine only adds.
    const [wrong, unknown] = [Math.min(...wrongs), Math.min(...unknowns)];
    // An answer without a hash takes a tenth; how near the two are is measured by the fault suite on a quiet machine.
    expect(unknown).toBeGreaterThan(wrong / 3);
    expect(unknown).toBeLessThan(wrong * 3);
  });

  test(`${name}: an ended session is over, the others go on, and ending it again is no error`, async () => {
    const { port } = await createBackend();
    const [first, second] = [begun(await port.signUp(ada, origin)), begun(await port.signIn(signInOfAda, origin))];
    await port.signOut(first.token);
    await port.signOut(first.token);
    await port.signOut('x'.repeat(32));
    expect(await port.identify(first.token)).toBeNull();
    expect(await port.identify(second.token)).toMatchObject({ username: 'Ada' });
  });

  test(`${name}: what is no token of a living session stands for nobody`, async () => {
    const { port, expireSessions } = await createBackend();
    const { token, user } = begun(await port.signUp(ada, origin));
    for (const stranger of [
      '',
      'garbage',
      'x'.repeat(32),
      `${token}.signature`,
      `${token} `,
      token.slice(1),
      user.id,
      '\0',
    ]) {
      expect(await port.identify(stranger), JSON.stringify(stranger)).toBeNull();
    }
    await expireSessions();
    expect(await port.identify(token)).toBeNull();
  });

  test(`${name}: a new password counts at once and ends the person's sessions but the one it was changed in`, async () => {
    const { port } = await createBackend();
    const { token, user } = begun(await port.signUp(ada, origin));
    const other = begun(await port.signIn(signInOfAda, origin));
    const grace = begun(await port.signUp({ ...ada, username: 'Grace', email: 'grace@example.com' }, origin));
    await port.setPassword(user.id, 'staple, corrected', { keep: token });
    expect(await port.signIn(signInOfAda, origin)).toBe('CREDENTIALS_INVALID');
    expect(begun(await port.signIn({ ...signInOfAda, password: 'staple, corrected' }, origin)).user.id).toBe(user.id);
    expect(await port.identify(token)).toMatchObject({ id: user.id });
    expect(await port.identify(other.token)).toBeNull();
    expect(await port.identify(grace.token)).toMatchObject({ username: 'Grace' });
    expect(begun(await port.signIn({ ...signInOfAda, email: 'grace@example.com' }, origin)).user.username).toBe(
      'Grace',
    );
    await port.setPassword(user.id, 'staple, corrected', { keep: undefined });
    expect(await port.identify(token)).toBeNull();
  });

  test(`${name}: the suspended are nobody, and only their right password is told why`, async () => {
    const { port, suspend } = await createBackend();
    const { token, user } = begun(await port.signUp(ada, origin));
    await suspend(user.id);
    expect(await port.identify(token)).toBeNull();
    expect(await port.signIn(signInOfAda, origin)).toBe('ACCOUNT_SUSPENDED');
    expect(await port.signIn({ ...signInOfAda, password: 'wrong horse battery' }, origin)).toBe('CREDENTIALS_INVALID');
  });

  test(`${name}: what changes of a person counts with the next call`, async () => {
    const { port, changeRole } = await createBackend();
    const { token, user } = begun(await port.signUp(ada, origin));
    await changeRole(user.id);
    expect(await port.identify(token)).toMatchObject({ role: 'operator' });
  });
}

authPortContract('better-auth', async () => {
  const { db, services } = await startHost();
  return {
    port: services.auth,
    suspend: async (id) => void (await db.user.update({ where: { id }, data: { suspendedAt: new Date() } })),
    expireSessions: async () => void (await db.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })),
    changeRole: async (id) => void (await db.user.update({ where: { id }, data: { role: 'operator' } })),
  };
});

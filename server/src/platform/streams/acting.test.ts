import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { listenLive } from '../../../test/listen.ts';
import { refusal } from '../../../test/refusal.ts';
import { createVisitor } from '../../../test/visitor.ts';

test.each<[string, (host: Host, ids: { admin: string; own: string }) => Promise<unknown>]>([
  [
    'the admin is suspended',
    async ({ db, services }, { admin }) => {
      await db.user.update({ where: { id: admin }, data: { suspendedAt: new Date() } });
      await services.auth.changed(admin);
    },
  ],
  ['the admin signs out', ({ services }, { own }) => services.auth.signOut(own)],
])(
  'the streams of somebody who acts as another end at once where %s, and those of the other go on',
  async (_, change) => {
    const host = await startHost();
    const [admin, ada] = [await host.signUp('Olga', 'admin'), await host.signUp('Ada')];
    const visitor = createVisitor(host.url);
    await visitor.signIn(admin.email);
    const own = String(visitor.cookies.get('session'));
    await visitor.post(`/admin/users/${ada.id}/impersonate`, { reason: 'They cannot find their drafts.' });
    const topics = [`user:${ada.id}`];
    const acting = listenLive(host.url, { token: String(visitor.cookies.get('session')), topics });
    const others = listenLive(host.url, { token: ada.token, topics });
    await Promise.all([acting.until(1), others.until(1)]);
    const changedMs = performance.now();
    await change(host, { admin: admin.id, own });
    expect(await refusal(contract.live.events, acting.refused)).toMatchObject({ name: 'UNAUTHORIZED' });
    // Where nobody is told of it, it is found out by looking, every 15 s.
    expect(performance.now() - changedMs).toBeLessThan(8000);
    expect(others.connections()).toBe(1);
  },
);

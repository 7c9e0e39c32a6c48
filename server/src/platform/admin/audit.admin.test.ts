import type { Prisma } from '@hybrid/prisma';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** A host with somebody at the door who may read, and the ids of those who did something. */
async function startWithLog() {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const [olga, adam] = [await host.signUp('Olga', 'operator'), await host.signUp('adam', 'admin')];
  return { host, visitor, olga, adam };
}

type Line = Partial<Prisma.AuditLogCreateManyInput>;

async function write({ db }: Host, line: Line): Promise<string> {
  const plain = { actorId: 'nobody', action: 'things.changed', target: 'thing:1' };
  return (await db.auditLog.create({ data: { ...plain, ...line } })).id;
}

/** The targets in the list that an address shows. */
async function targetsAt(visitor: Visitor, query: string): Promise<(string | undefined)[]> {
  const { html } = await visitor.get(`/admin/audit${query}`);
  return [...html.matchAll(/<a href="\/admin\/audit\?target=[^"]*">([^<]*)<\/a>/g)].map(([, target]) => target);
}

test('what was done is found by who did it, what it was, to what, and by day', async () => {
  const { host, visitor, olga, adam } = await startWithLog();
  const day = (text: string) => new Date(`${text}Z`);
  await write(host, { actorId: olga.id, action: 'a.done', target: 'thing:1', at: day('2026-03-01T00:00:00') });
  await write(host, { actorId: olga.id, action: 'b.done', target: 'thing:2', at: day('2026-03-01T23:59:59.999') });
  await write(host, { actorId: adam.id, action: 'b.done', target: 'thing:3', at: day('2026-03-02T00:00:00') });
  await write(host, { actorId: 'gone', action: 'c.done', target: 'pause:a b&c', at: day('2026-03-03T12:00:00') });

  expect(await targetsAt(visitor, '')).toEqual(['pause:a b&amp;c', 'thing:3', 'thing:2', 'thing:1']);
  expect(await targetsAt(visitor, '?who=oLGA')).toEqual(['thing:2', 'thing:1']);
  expect(await targetsAt(visitor, '?who=gone')).toEqual(['pause:a b&amp;c']);
  expect(await targetsAt(visitor, '?who=olg')).toEqual([]);
  expect(await targetsAt(visitor, '?action=b.done')).toEqual(['thing:3', 'thing:2']);
  expect(await targetsAt(visitor, '?who=olga&action=b.done')).toEqual(['thing:2']);
  expect(await targetsAt(visitor, '?target=pause%3Aa+b%26c')).toEqual(['pause:a b&amp;c']);
  expect(await targetsAt(visitor, '?from=2026-03-01&to=2026-03-01')).toEqual(['thing:2', 'thing:1']);
  expect(await targetsAt(visitor, '?from=2026-03-02')).toEqual(['pause:a b&amp;c', 'thing:3']);
  expect(await targetsAt(visitor, '?from=2026-03-02&to=2026-03-01')).toEqual([]);

  const { html } = await visitor.get('/admin/audit?who=Olga&action=b.done&from=2026-03-01');
  expect(html).toContain('1 found');
  for (const kept of ['value="Olga"', '<option value="b.done" selected>', 'name="from" value="2026-03-01"']) {
    expect(html).toContain(kept);
  }
  // A choice offers everything that was ever done, once.
  expect([...html.matchAll(/<option value="(\w\.done)"/g)].map(([, action]) => action)).toEqual([
    'a.done',
    'b.done',
    'c.done',
  ]);
});

test('an address that somebody has tampered with shows a list all the same', async () => {
  const { host, visitor } = await startWithLog();
  await write(host, {});
  for (const query of [
    '?from=yesterday&to=2026-02-31',
    '?from=9999-12-31&to=0000-01-01',
    '?action=nobody.did&before=1.2',
    '?from=2026-01-01&from=2026-01-02',
  ]) {
    expect((await visitor.get(`/admin/audit${query}`)).status, query).toBe(200);
  }
  for (const query of ['?who=%00&target=%00', '?who=a&who=b&target=', '?action=nobody.did']) {
    expect(await targetsAt(visitor, query), query).toEqual(['thing:1']);
  }
  expect(await targetsAt(visitor, `?target=${'x'.repeat(5000)}`)).toEqual([]);
});

test('pages follow each other without a gap or a double, also through lines of one instant', async () => {
  const { host, visitor } = await startWithLog();
  const at = new Date('2026-03-01T00:00:00Z');
  const data = Array.from({ length: 120 }, (_, index) => ({
    at,
    actorId: 'a',
    action: index % 2 === 0 ? 'even.done' : 'odd.done',
    target: `thing:${index}`,
  }));
  await host.db.auditLog.createMany({ data });
  const seen: (string | undefined)[] = [];
  let query = '?action=even.done';
  for (let page = 0; page < 2; page += 1) {
    seen.push(...(await targetsAt(visitor, query)));
    const { html } = await visitor.get(`/admin/audit${query}`);
    const [, next] = /rel="next" href="(\?[^"]+)"/.exec(html) ?? [];
    if (page === 0) query = String(next).replaceAll('&amp;', '&');
    else {
      expect(next).toBeUndefined();
      const [, newer] = /rel="prev" href="(\?[^"]+)"/.exec(html) ?? [];
      expect(await targetsAt(visitor, String(newer).replaceAll('&amp;', '&'))).toEqual(seen.slice(0, 50));
    }
  }
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
});

test('a line shows what differs, in whole, with the row as it was written and what else was done to its target', async () => {
  const { host, visitor, olga, adam } = await startWithLog();
  const { id: thing } = await host.signUp('thing');
  const target = `user:${thing}`;
  const long = 'x'.repeat(400);
  const before = { kept: 1, gone: 'here', body: `${long}old`, tag: null };
  const after = { kept: 1, body: `${long}<b>new</b>`, tag: 'fresh', deep: { inner: [1, 2] } };
  const id = await write(host, { actorId: olga.id, target, before, after, requestId: 'request-1' });
  const other = await write(host, { actorId: adam.id, target, action: 'things.restored' });
  await write(host, { actorId: adam.id, target: 'user:other', action: 'things.elsewhere' });

  const { status, html } = await visitor.get(`/admin/audit/${id}`);
  expect(status).toBe(200);
  expect(html).toContain(`<a href="/admin/users/${thing}">${target}</a>`);
  expect(html).toContain(`<a href="/admin/users/${olga.id}">Olga</a>`);
  expect(html).toContain('request-1');
  const [, changes = ''] = /<dt>Change<\/dt>([\s\S]*?)<\/div>/.exec(html) ?? [];
  const words = changes.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toMatch(/− removed gone here /);
  expect(words).toMatch(/~ changed body …x+old x+old → to …x+&lt;b&gt;new&lt;\/b&gt; /);
  expect(words).toMatch(/\+ added tag fresh \+ added deep.inner \[1,2\]/);
  expect(words).not.toContain('kept');
  // What is too long for a line is opened without a script.
  expect(changes).toContain(`<pre>${long}old</pre></details>`);
  const [, whole = ''] = /The row as it was written<\/h2>\s*<pre>([\s\S]*?)<\/pre>/.exec(html) ?? [];
  expect(whole).toContain('&quot;kept&quot;: 1');
  expect(html).toContain(`/admin/audit/${other}"`);
  expect(html).toContain('things.restored');
  expect(html).not.toContain('things.elsewhere');
  for (const path of ['nope', '019f0000-0000-7000-8000-000000000000']) {
    expect((await visitor.get(`/admin/audit/${path}`)).status).toBe(404);
  }
});

test('who acted is known by their name while they are here, and by their id when they have left', async () => {
  const { host, visitor, olga } = await startWithLog();
  const id = await write(host, { actorId: olga.id });
  expect((await visitor.get(`/admin/audit/${id}`)).html).toContain('>Olga</a>');
  await host.db.user.delete({ where: { id: olga.id } });
  const { html } = await visitor.get(`/admin/audit/${id}`);
  expect(html).toContain(`<span class="code">${olga.id}</span>`);
  expect(await targetsAt(visitor, `?who=${olga.id}`)).toEqual(['thing:1']);
});

test('the count goes no further than ten thousand', async () => {
  const { host, visitor } = await startWithLog();
  await host.db.$executeRaw`
    INSERT INTO audit_log (id, actor_id, action, target)
    SELECT gen_random_uuid(), 'a', 'a.done', 'thing:' || n FROM generate_series(1, 10001) n`;
  expect((await visitor.get('/admin/audit')).html).toContain('more than 10,000 found');
});

test('the database refuses to alter, delete or empty the log, also to its owner and to one that plays the replica', async () => {
  const { host } = await startWithLog();
  await write(host, {});
  const [role] = await host.db.$queryRaw<{ isOwner: boolean }[]>`
    SELECT tableowner = current_user AS "isOwner" FROM pg_tables WHERE tablename = 'audit_log'`;
  expect(role).toEqual({ isOwner: true });
  const attempts = [
    `UPDATE audit_log SET actor_id = 'somebody else'`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'TRUNCATE "user", audit_log CASCADE',
    `INSERT INTO audit_log SELECT * FROM audit_log ON CONFLICT (id) DO UPDATE SET action = 'x'`,
  ];
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  for (const mode of ['origin', 'replica']) {
    await client.query(`SET session_replication_role = ${mode}`);
    for (const attempt of attempts) {
      await expect(client.query(attempt), `${mode}: ${attempt}`).rejects.toThrow(/audit_log is append-only/);
    }
  }
  await client.end();
  expect(await host.db.auditLog.findMany()).toMatchObject([{ actorId: 'nobody', action: 'things.changed' }]);
});

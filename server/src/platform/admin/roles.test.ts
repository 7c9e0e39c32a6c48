import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type AdminRoute, adminRoutesOf, visit } from '../../../test/admin-routes.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { root } from '../../../test/services.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { roles } from '../access.ts';

const visitors = ['anonymous', ...roles] as const;
type Visitors = (typeof visitors)[number];

/** What a route answers to somebody: it serves them, at once or once they prove that it is them, refuses them, or sends them to the sign-in. */
type Answer = 'yes' | 'proof' | 'no' | 'sign in';

/** The table of docs/admin.md: by route, what it answers to whom. */
async function readTable(): Promise<Record<string, Record<string, string>>> {
  const text = await readFile(join(root, 'docs/admin.md'), 'utf8');
  expect(text).toContain(`\n| Route | ${visitors.join(' | ')} |\n`);
  const rows = [...text.matchAll(/^\| `((?:GET|POST) [^`]+)` \| (.+) \|$/gm)].map(([, route = '', cells = '']) => {
    const answers = cells.split(' | ');
    expect(answers, route).toHaveLength(visitors.length);
    return [route, Object.fromEntries(visitors.map((who, index) => [who, answers[index] ?? '']))] as const;
  });
  expect(new Set(rows.map(([route]) => route)).size).toBe(rows.length);
  return Object.fromEntries(rows);
}

async function answerOf(visitor: Visitor, route: AdminRoute): Promise<Answer> {
  const { status, headers } = await visit(visitor, route);
  if (status === 403) return 'no';
  const to = headers.get('location') ?? '';
  if (/^\/admin\/sign-in(?:\?next=|$)/.test(to)) return 'sign in';
  if (to.startsWith('/admin/confirm?next=')) return 'proof';
  if (isServed(status, route)) return 'yes';
  throw new Error(`${route.name} answers with ${status}, which says nothing of whom it serves.`);
}

/** What is said to a form that lacks something, and to one without a password where one is asked for; no other page answers so. */
function isServed(status: number, { name }: AdminRoute): boolean {
  const asksPassword = ['POST /admin/sign-in', 'POST /admin/confirm'].includes(name);
  return status < 400 || status === 422 || (status === 401 && asksPassword);
}

/** Comes to the door as somebody of a role. */
async function arrive(host: Host, who: Visitors): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  if (who === 'anonymous') return visitor;
  const { email, token } = await host.signUp(`one-${who}`, who);
  // Somebody of the role user gets no cookie at the door: the one of the SPA is what they come with.
  if (who === 'user') visitor.cookies.set('session', token);
  else await visitor.signIn(email);
  // Not a moment ago: what is dangerous asks for a proof.
  await host.db.$executeRaw`UPDATE session SET created_at = created_at - interval '11 minutes'`;
  return visitor;
}

test('every route of the admin answers to every role as the table in docs/admin.md says, and the table holds no other', async () => {
  const host = await startHost();
  const routes = await adminRoutesOf(host);
  const found: Record<string, Record<string, Answer>> = {};
  for (const who of visitors) {
    const visitor = await arrive(host, who);
    // Nobody is signed in behind this one.
    const last = routes.filter(({ name }) => name === 'POST /admin/sign-out');
    for (const route of [...routes.filter((one) => !last.includes(one)), ...last]) {
      found[route.name] = { ...found[route.name], [who]: await answerOf(visitor, route) };
    }
  }
  expect(found).toEqual(await readTable());
});

test('an htmx request of a stranger is told to go to the sign-in, where the page would be sent there', async () => {
  const host = await startHost();
  const stranger = createVisitor(host.url);
  const table = await readTable();
  const headers = { 'hx-request': 'true', 'hx-current-url': `${host.url}/admin/users?q=x` };
  const closed = (await adminRoutesOf(host)).filter(({ name }) => table[name]?.['anonymous'] === 'sign in');
  expect(closed.length).toBeGreaterThan(10);
  for (const { method, path } of closed) {
    const plain = await stranger[method](path);
    expect(plain.status, path).toBe(303);
    const next = method === 'get' && path !== '/admin' ? `?next=${encodeURIComponent(path)}` : '';
    expect(plain.headers.get('location'), path).toBe(`/admin/sign-in${next}`);

    const swap = method === 'get' ? await stranger.get(path, headers) : await stranger.post(path, {}, headers);
    expect(swap.status, path).toBe(401);
    expect(swap.headers.get('hx-redirect'), path).toBe('/admin/sign-in?next=%2Fadmin%2Fusers%3Fq%3Dx');
    expect(swap.html, path).toBe('');
  }
});

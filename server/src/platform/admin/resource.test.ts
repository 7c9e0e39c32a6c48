import { readFile } from 'node:fs/promises';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { adminOf } from '../../../test/admin-routes.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { features } from '../../features/index.ts';
import { listen } from '../http/server.ts';
import { shortAddress } from './redaction.ts';
import { resource } from './resource-section.ts';

/** What may be written into each field, as a contract says it too. */
const fields = {
  username: z.string().min(2).max(40),
  bio: z.string().max(500).nullable().meta({ title: 'About them', description: 'As everybody reads it.' }),
  emailVerified: z.boolean(),
  followersCount: z.number().int().min(0).max(1000),
  role: z.enum(['user', 'viewer', 'operator', 'admin']),
  createdAt: z.date(),
};

// The declaration begins here.
const members = resource({
  model: 'User',
  path: 'members',
  title: 'Members',
  nouns: ['member', 'members'],
  group: 'People',
  select: {
    id: true,
    username: true,
    email: true,
    bio: true,
    role: true,
    emailVerified: true,
    followersCount: true,
    createdAt: true,
  },
  order: 'createdAt',
  name: ({ username }) => username,
  columns: ['email', 'role', 'followersCount', 'createdAt'],
  details: ['bio', 'emailVerified'],
  search: ['username'],
  filters: { role: { label: 'of role', any: 'any', choices: { user: { role: 'user' }, admin: { role: 'admin' } } } },
  redactions: { email: { from: 'viewers', as: shortAddress } },
  edit: { access: 'operator', fields },
});
// The declaration ends here.

/** The pages of that resource, with the sign-in before them. */
async function serveMembers(host: Host) {
  const sample = { ...features.tags, admin: members.section, bulkChanges: members.bulkChanges };
  const app = express().use('/admin', adminOf(host, { sample }));
  const http = await listen(app, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  return `http://127.0.0.1:${http.port}`;
}

/** A member of staff at those pages, and sixty people to look for. */
async function startAs(role: 'viewer' | 'operator') {
  const host = await startHost();
  const url = await serveMembers(host);
  const visitor = createVisitor(url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  await host.db.$executeRaw`
    INSERT INTO "user" (id, username, email, created_at, updated_at)
    SELECT gen_random_uuid(), 'person' || n, 'p' || n || '@example.com', now() - n * interval '1 s', now()
    FROM generate_series(1, 60) n`;
  const ada = await host.db.user.update({ where: { username: 'person7' }, data: { username: 'Ada', bio: 'Counts.' } });
  return { host, visitor, ada, at: `/admin/members/${ada.id}` };
}

/** The fields of the form on a page, as a browser would send them unchanged. */
function formOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*? name="(\w+)" value="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => !tag.includes('checkbox') || tag.includes(' checked'))
    .map(([, name = '', value = '']) => [name, value] as const);
  const texts = [...html.matchAll(/<textarea[^>]*? name="(\w+)"[^>]*>([^<]*)</g)];
  const chosen = [...html.matchAll(/<select[^>]*? name="(\w+)"[^>]*>.*?<option value="(\w*)" selected>/gs)];
  return Object.fromEntries([
    ...inputs,
    ...[...texts, ...chosen].map(([, name = '', value = '']) => [name, value] as const),
  ]);
}

test('a model is in the console by a declaration of fewer than thirty lines', async () => {
  const lines = (await readFile(import.meta.filename, 'utf8')).split('\n');
  const lineOf = (words: string) => lines.findIndex((line) => line === `// The declaration ${words} here.`);
  expect(lineOf('ends') - lineOf('begins') - 1).toBeLessThan(30);
});

test('its list is searched, filtered, paged and downloaded, and its rows have pages, without JavaScript', async () => {
  const { visitor, at } = await startAs('viewer');
  const all = await visitor.get('/admin/members');
  expect(all.html).toContain('61 found');
  expect(all.html).toContain('Members whose username contains');
  const older = /href="(\?before=[^"]+)"/.exec(all.html)?.[1] ?? '';
  expect((await visitor.get(`/admin/members${older}`)).html).toContain('person60');
  const found = await visitor.get('/admin/members?q=ADA&role=user');
  expect(found.html).toContain('1 found');
  expect(found.html).toContain(`href="${at}"`);
  // What is kept from viewers by the declaration is kept from them everywhere.
  expect(found.html).toContain('p…@example.com');
  expect((await visitor.get('/admin/members?q=ada&role=admin')).html).toContain('No members match.');
  expect((await visitor.get('/admin/members?q=%25%25%25&role=nonsense&before=nonsense')).html).toContain('0 found');
  expect((await visitor.get('/admin/members?q=ad')).html).toContain('61 found; a word needs three letters');
  const csv = await visitor.get('/admin/members/export.csv?q=ada');
  expect(csv.html.split('\r\n')[0]).toBe('id,email,role,followersCount,createdAt');
  expect(csv.html).toContain('p…@example.com,user,0,');
  expect(JSON.parse((await visitor.get('/admin/members/export.json')).html)).toHaveLength(61);

  const page = await visitor.get(at);
  for (const words of ['<h1>Ada</h1>', 'Counts.', 'p…@example.com', 'What staff did'])
    expect(page.html).toContain(words);
  expect(page.html).not.toContain('Edit…');
  expect((await visitor.get(`${at}/edit`)).status).toBe(403);
  expect((await visitor.post(`${at}/edit`)).status).toBe(403);
  for (const id of ['nope', '019f0000-0000-7000-8000-000000000000', '7']) {
    expect((await visitor.get(`/admin/members/${id}`)).status).toBe(404);
  }
});

test('a form says of each field what is wrong with it, and keeps what was written', async () => {
  const { host, visitor, at, ada } = await startAs('operator');
  const { html } = await visitor.get(`${at}/edit`);
  expect(html).toContain('<textarea id="field-bio"');
  expect(html).toContain('About them');
  expect(html).toContain('As everybody reads it.');
  expect(html).toContain('type="checkbox" id="field-emailVerified"');
  expect(html).toContain('type="datetime-local"');
  const wrong = await visitor.post(`${at}/edit`, {
    ...formOf(html),
    username: 'A',
    bio: 'x'.repeat(501),
    followersCount: 'many',
    role: 'king',
    createdAt: 'yesterday',
  });
  expect(wrong.status).toBe(422);
  for (const words of [
    'Username is too short (at least 2 characters).',
    'About them is too long (at most 500 characters).',
    'Followers count must be a number.',
    'Role must be one of user, viewer, operator, admin.',
    'Created at must be a date.',
    'value="many"',
  ]) {
    expect(wrong.html, words).toContain(words);
  }
  const same = await visitor.post(`${at}/edit`, formOf(html));
  expect([same.status, same.html]).toEqual([422, expect.stringContaining('nothing was changed')]);
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toEqual(ada);
});

test('a change is shown before it is made, made once it was confirmed, and written down with both states', async () => {
  const { host, visitor, at, ada } = await startAs('operator');
  const form = formOf((await visitor.get(`${at}/edit`)).html);
  const asked = await visitor.post(`${at}/edit`, { ...form, bio: '', emailVerified: 'yes', followersCount: '1,0' });
  expect(asked.status).toBe(200);
  expect(asked.html).toMatch(/<del>Counts\.<\/del>.*<ins>nothing<\/ins>/s);
  expect(await host.db.auditLog.count()).toBe(0);
  const done = await visitor.post(`${at}/edit`, formOf(asked.html));
  expect([done.status, done.headers.get('location')]).toEqual([303, at]);
  expect((await visitor.get(at)).html).toContain('Saved.');
  // The instant stands in its field by the minute, and was not touched.
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({
    bio: null,
    emailVerified: true,
    followersCount: 10,
    createdAt: ada.createdAt,
    // Staff are not whoever the row is of, and what these have changed last is told on the site.
    updatedAt: ada.updatedAt,
  });
  expect(await host.db.auditLog.findMany()).toMatchObject([
    {
      action: 'members.edited',
      target: `member:${ada.id}`,
      before: { bio: 'Counts.', emailVerified: false, followersCount: 0 },
      after: { bio: null, emailVerified: true, followersCount: 10 },
    },
  ]);
});

test('who sends a form over a newer state is told, and replaces it only knowingly', async () => {
  const { host, visitor, at, ada } = await startAs('operator');
  const form = formOf((await visitor.get(`${at}/edit`)).html);
  const asked = await visitor.post(`${at}/edit`, { ...form, bio: 'Mine.' });
  await host.db.user.update({ where: { id: ada.id }, data: { bio: 'Theirs.' } });
  const late = await visitor.post(`${at}/edit`, formOf(asked.html));
  expect([late.status, late.html]).toEqual([409, expect.stringContaining('Nothing was saved')]);
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ bio: 'Theirs.' });
  const again = await visitor.post(`${at}/edit`, formOf(late.html));
  expect(again.html).toMatch(/<del>Theirs\.<\/del>.*<ins>Mine\.<\/ins>/s);
  await visitor.post(`${at}/edit`, formOf(again.html));
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ bio: 'Mine.' });
});

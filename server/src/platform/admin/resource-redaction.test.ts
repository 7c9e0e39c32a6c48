import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { adminOf } from '../../../test/admin-routes.ts';
import { beginBulk } from '../../../test/bulk.ts';
import { type Host, jobContext, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { features } from '../../features/index.ts';
import { platformFailure } from '../failure.ts';
import { listen } from '../http/server.ts';
import { shortAddress } from './redaction.ts';
import { resource } from './resource-section.ts';

/** People with a text that viewers do not see, and that is looked for. */
const patients = resource({
  model: 'User',
  path: 'patients',
  title: 'Patients',
  nouns: ['patient', 'patients'],
  group: 'People',
  select: { id: true, username: true, email: true, bio: true, emailVerified: true, createdAt: true },
  order: 'createdAt',
  name: ({ email }) => email,
  columns: ['username', 'bio', 'createdAt'],
  search: ['username', 'bio'],
  filters: {
    text: { label: 'who say', text: (word) => ({ OR: [{ username: word }, { bio: word }] }) },
    bio: {
      label: 'that are',
      any: 'any',
      choices: { told: { bio: { not: null } }, silent: { NOT: { bio: { not: null } } } },
    },
    role: {
      label: 'of role',
      any: 'any',
      choices: { user: { role: 'user' }, told: { role: 'user', bio: { not: null } } },
    },
  },
  redactions: {
    bio: { from: 'viewers', as: () => '…' },
    email: { from: 'viewers', as: shortAddress },
  },
  edit: { access: 'operator', fields: { bio: z.string().max(100).nullable() } },
  actions: {
    refuse: {
      verb: 'Refuse',
      done: 'refused',
      access: 'operator',
      follows: () => [],
      run: async () => {
        throw platformFailure('FORBIDDEN');
      },
      bulk: { follows: ['Nothing.'] },
    },
  },
});

async function start() {
  const host = await startHost();
  const sample = { ...features.accounts, admin: patients.section, bulkChanges: patients.bulkChanges };
  const http = await listen(express().use('/admin', adminOf(host, { sample })), { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  const enter = async (name: string, role: 'viewer' | 'operator') => {
    const visitor = createVisitor(`http://127.0.0.1:${http.port}`);
    await visitor.signIn((await host.signUp(name, role)).email);
    return visitor;
  };
  const ada = await host.signUp('ada');
  await host.db.user.update({ where: { id: ada.id }, data: { bio: 'Secretive.' } });
  return { host, ada, viewer: await enter('vi', 'viewer'), operator: await enter('olga', 'operator') };
}

/** How many a list has found. */
const found = (html: string) => /(\d+) found/.exec(html)?.[1];

test('what is kept from viewers is not looked for by them, in no text, filter or download', async () => {
  const { viewer, operator } = await start();
  const cases = { 'q=secret': '1', 'text=Secretive.': '1', 'bio=told': '1', 'bio=silent': '2', 'role=told': '1' };
  for (const [asked, count] of Object.entries(cases)) {
    expect([asked, found((await operator.get(`/admin/patients?${asked}`)).html)]).toEqual([asked, count]);
  }
  expect(found((await viewer.get('/admin/patients?q=secret')).html)).toBe('0');
  for (const asked of ['text=Secretive.', 'bio=told', 'bio=silent', 'role=told'])
    expect([asked, found((await viewer.get(`/admin/patients?${asked}`)).html)]).toEqual([asked, '3']);
  expect(JSON.parse((await viewer.get('/admin/patients/export.json?q=secret')).html)).toEqual([]);
  // What they may ask stays.
  const { html } = await viewer.get('/admin/patients?q=ada&role=user');
  expect(found(html)).toBe('1');
  expect(html).toContain('whose username contains');
  expect(html).not.toContain('name="bio"');
  expect((await operator.get('/admin/patients')).html).toContain('whose username or bio contains');
});

test('what staff did to a field that is kept from viewers is told to them without its words, wherever it is told', async () => {
  const { host, viewer, operator, ada } = await start();
  const at = `/admin/patients/${ada.id}`;
  const shown = await operator.post(`${at}/edit`, {
    ...formOf((await operator.get(`${at}/edit`)).html),
    bio: 'Cured.',
  });
  await operator.post(`${at}/edit`, formOf(shown.html));
  const { id, before, after, ...line } = await host.db.auditLog.findFirstOrThrow({
    where: { action: 'patients.edited' },
  });
  // These pages alone give their requests no ids.
  const changed = { before: { bio: 'Secretive.' }, after: { bio: 'Cured.' } };
  expect({ before, after }).toEqual(changed);
  await host.db.auditLog.create({ data: { ...line, ...changed, requestId: 'a-request' } });
  for (const path of [
    at,
    '/admin/audit',
    `/admin/audit/${id}`,
    '/admin/audit/export.json',
    '/admin/requests/a-request',
  ]) {
    const seen = { viewer: (await viewer.get(path)).html, operator: (await operator.get(path)).html };
    expect(seen.viewer, path).toContain('bio');
    expect(seen.viewer, path).not.toMatch(/Secretive|Cured/);
    expect(seen.operator, path).toMatch(/Secretive/);
  }
});

test('a run names its rows to viewers as a viewer reads the list, and asks in the names that an operator reads', async () => {
  const { host, viewer, operator, ada } = await start();
  const path = '/admin/patients/all/refuse?text=Secretive.';
  expect((await operator.get(path)).html).toContain(ada.email);
  const page = String((await beginBulk(operator, path)).headers.get('location'));
  await runFirst(host);
  const { html } = await viewer.get(page);
  expect(html).toContain(shortAddress(ada.email));
  expect(html).toContain('who say a word that only operators see');
  expect(html).not.toContain(ada.email);
  expect(html).not.toContain('Secretive');
  expect((await operator.get(page)).html).toContain('who say “Secretive.”');
});

async function runFirst(host: Host): Promise<void> {
  const { id: runId } = await host.db.bulkRun.findFirstOrThrow();
  for (const { job } of patients.bulkChanges) await job.runAny(jobContext(host, { jobId: '1', attempt: 1 }), { runId });
}

/** The fields of the form on a page, as a browser would send them unchanged. */
function formOf(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input[^>]*? name="(\w+)" value="([^"]*)"[^>]*>/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

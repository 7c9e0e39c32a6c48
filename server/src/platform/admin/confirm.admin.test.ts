import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { contract } from '@hybrid/contracts';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { adminOf } from '../../../test/admin-routes.ts';
import { password, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { codeAt } from '../auth/totp.ts';
import { type AdminSection, dangerousChange, view } from './section.ts';

/** A product with one dangerous change, and the times that it was made. */
async function startWithDanger(env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const made: string[] = [];
  const danger: AdminSection = {
    path: 'danger',
    title: 'Danger',
    access: 'viewer',
    pages: [
      view('viewer', '/:id/ask', async () => ({
        template: 'problems/problem',
        title: 'Sure?',
        data: { message: 'Sure?' },
      })),
      dangerousChange('viewer', '/:id/ask', async ({ params }) => {
        made.push(String(params['id']));
        return { redirect: '/admin' };
      }),
    ],
  };
  const features = { things: { router: { contract, procedures: {} }, admin: danger } };
  const app = express().use('/admin', adminOf(host, features));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const visitor = createVisitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { email, api, id } = await host.signUp('boss', 'viewer');
  await visitor.signIn(email);
  /** Lets whatever they proved lie back by some minutes. */
  const pass = (minutes: number) => host.db.$executeRaw`
    UPDATE session SET created_at = created_at - make_interval(mins => ${minutes}::int),
      proved_at = proved_at - make_interval(mins => ${minutes}::int)`;
  return { host, visitor, made, pass, api, id };
}

const path = '/admin/danger/7/ask';
const confirm = `/admin/confirm?next=${encodeURIComponent(path)}`;

test('what is dangerous is done for ten minutes after a sign-in, and then only after a password', async () => {
  const { visitor, made, pass } = await startWithDanger();
  await visitor.post(path);
  await pass(9);
  await visitor.post(path);
  expect(made).toHaveLength(2);
  await pass(2);
  for (const answer of [await visitor.get(path), await visitor.post(path)]) {
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(confirm);
  }
  expect(made).toHaveLength(2);

  const wrong = await visitor.post('/admin/confirm', { password: 'not this one', next: path });
  expect(wrong.status).toBe(401);
  expect(wrong.html).toContain('This is not your password.');
  expect((await visitor.get(path)).status).toBe(303);

  const right = await visitor.post('/admin/confirm', { password, next: path });
  expect(right.headers.get('location')).toBe(path);
  expect((await visitor.get(path)).html).toContain('Sure?');
  await visitor.post(path);
  expect(made).toHaveLength(3);
  await pass(11);
  await visitor.post(path);
  expect(made).toHaveLength(3);
});

test('whoever has a second factor proves both, and a code counts once', async () => {
  const { visitor, pass, api } = await startWithDanger();
  const { secret } = await api.twoFactor.begin.mutate({ password });
  const { recoveryCodes } = await api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  await pass(11);
  expect((await visitor.get(confirm)).html).toContain('name="otp"');
  const form = { password, next: path };
  for (const otp of ['', '000000', 'nothing']) {
    const { status, html } = await visitor.post('/admin/confirm', { ...form, otp });
    expect(status, otp).toBe(401);
    expect(html, otp).toContain('This is not a code of yours');
  }
  const otp = String(recoveryCodes[0]);
  expect((await visitor.post('/admin/confirm', { ...form, otp })).headers.get('location')).toBe(path);
  await pass(11);
  expect((await visitor.post('/admin/confirm', { ...form, otp })).status).toBe(401);
});

test('after ten wrong passwords the right one does not help for a quarter of an hour', async () => {
  const { visitor, pass } = await startWithDanger({ RATE_LIMITS: 'on' });
  await pass(11);
  for (let count = 0; count < 10; count += 1) await visitor.post('/admin/confirm', { password: 'no', next: path });
  const refused = await visitor.post('/admin/confirm', { password, next: path });
  expect(refused.status).toBe(429);
  expect((await visitor.get(path)).status).toBe(303);
});

test('the way back leads to a page of the admin and nowhere else, and htmx is told to go there', async () => {
  const { visitor, pass } = await startWithDanger();
  for (const next of ['https://evil.example', '//evil.example', '/admin/confirm', '/settings', '']) {
    expect((await visitor.post('/admin/confirm', { password, next })).headers.get('location'), next).toBe('/admin');
  }
  await pass(11);
  const swap = await visitor.post(path, {}, { 'hx-request': 'true', 'hx-current-url': `http://x${path}` });
  expect(swap.status).toBe(401);
  expect(swap.headers.get('hx-redirect')).toBe(confirm);
});

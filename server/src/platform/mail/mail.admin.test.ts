import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { startPostOffice } from '../../../test/post-office.ts';
import { mail as told } from '../../../test/subject.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { sendMail } from './send-mail.ts';

const { template, data } = told;

interface Setup {
  readonly host: Host;
  readonly visitor: Visitor;
  /** A mail to Ada. */
  readonly id: string;
}

async function startWithMail(role: 'viewer' | 'operator', env: Record<string, string> = {}): Promise<Setup> {
  const host = await startHost({ env });
  const boss = await host.signUp('boss', role);
  const ada = await host.signUp('Ada');
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: true } });
  await host.runJobs();
  await host.db.mail.deleteMany();
  const mail = { key: 'one', to: ada.email, userId: ada.id, data };
  await host.db.$transaction((tx) => sendMail(tx, template, mail));
  await host.runJobs();
  const visitor = createVisitor(host.url);
  // Where cookies are for https alone, the browser of this test keeps them all the same.
  await visitor.signIn(boss.email);
  const { id } = await host.db.mail.findFirstOrThrow();
  return { host, visitor, id };
}

test('mails are listed by state, template and whom they are for, and their readers are only hinted at', async () => {
  const { visitor } = await startWithMail('viewer');
  const rowsAt = async (query: string) => {
    const { html } = await visitor.get(`/admin/mail${query}`);
    expect(html).not.toContain('ada@example.com');
    return [...html.matchAll(/<td>(\S+@example\.com)<\/td>/g)].map(([, to]) => to);
  };
  expect(await rowsAt('')).toEqual(['a…@example.com']);
  expect(await rowsAt(`?state=kept&template=${template.name}`)).toEqual(['a…@example.com']);
  expect(await rowsAt('?state=failed')).toEqual([]);
  expect(await rowsAt('?template=accounts/verify-email')).toEqual([]);
  expect(await rowsAt('?who=ADA')).toEqual(['a…@example.com']);
  for (const other of ['boss', 'nobody']) expect(await rowsAt(`?who=${other}`), other).toEqual([]);
  // And not by the address that is hinted at.
  expect((await visitor.get('/admin/mail?who=ada@example.com')).html).toContain('0 found');
  // What is no choice leaves it open.
  expect(await rowsAt('?state=x&template=%27&before=nonsense')).toEqual(['a…@example.com']);
});

test('on a laptop a kept mail is read as text, with links that can be followed, and as it looks', async () => {
  const { visitor, id } = await startWithMail('operator');
  const { html, headers } = await visitor.get(`/admin/mail/${id}`);
  expect(html).toContain(told.subject);
  expect(html).toContain(`<a href="http://127.0.0.1:0${told.path}">`);
  expect(html).toContain('&gt; &lt;script&gt;alert(1)&lt;/script&gt;');
  expect(headers.get('content-security-policy')).toContain("frame-src 'self'");

  const shown = await visitor.get(`/admin/mail/${id}/html`);
  expect(shown.html).toContain('<base target="_blank">');
  expect(shown.html).toContain('&lt;script&gt;');
  const policy = shown.headers.get('content-security-policy');
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
  expect(policy).toContain("frame-ancestors 'self'");
  expect(shown.headers.get('cache-control')).toBe('no-store');
  // The sandbox is an origin of its own: a browser complains when it is asked for one again.
  expect(shown.headers.get('origin-agent-cluster')).toBeNull();
});

test('no other page of the admin may hold a frame', async () => {
  const { visitor } = await startWithMail('operator');
  expect((await visitor.get('/admin/mail')).headers.get('content-security-policy')).not.toContain('frame-src');
});

test('a viewer does not read what mails say', async () => {
  const { visitor, id } = await startWithMail('viewer');
  for (const path of [`/admin/mail/${id}`, `/admin/mail/${id}/html`, `/admin/mail/${id}/retry`]) {
    const { status, html } = await visitor.get(path);
    expect(status, path).toBe(403);
    expect(html).not.toContain(told.subject);
  }
  expect((await visitor.post(`/admin/mail/${id}/retry`)).status).toBe(403);
});

test('where others reach the product nothing of a mail is shown, and the page says so', async () => {
  const office = await startPostOffice();
  const env = { PUBLIC_URL: 'http://conduit.example', SMTP_URL: office.url, STAFF_TWO_FACTOR: 'off' };
  const { host, visitor, id } = await startWithMail('operator', env);
  expect(office.received.some(({ to }) => to.includes('ada@example.com'))).toBe(true);
  // A row as it may come along with the database of a laptop.
  await host.db.mail.update({ where: { id }, data: { subject: 'Secret', text: 'Secret', html: '<p>Secret' } });
  const headers = { origin: 'http://conduit.example' };
  await visitor.post('/admin/sign-in', { email: 'boss@example.com', password: 'correct horse battery' }, headers);
  const page = await visitor.get(`/admin/mail/${id}`);
  expect(page.status).toBe(200);
  expect(page.html).toContain('What it says is not kept');
  for (const path of ['/admin/mail', `/admin/mail/${id}`, `/admin/mail/${id}/html`]) {
    expect((await visitor.get(path)).html).not.toContain('Secret');
  }
});

test('a mail that failed is tried again once, after a page that says what follows, and the log names who did', async () => {
  const { host, visitor, id } = await startWithMail('operator');
  // One that did not fail is left alone.
  expect((await visitor.get(`/admin/mail/${id}/retry`)).headers.get('location')).toBe(`/admin/mail/${id}`);
  await visitor.post(`/admin/mail/${id}/retry`);
  expect((await visitor.get(`/admin/mail/${id}`)).html).toContain('It was left as it is');
  expect(await host.db.auditLog.count()).toBe(0);

  await host.db.mail.update({ where: { id }, data: { state: 'failed', error: '550 no such user', data } });
  expect((await visitor.get(`/admin/mail/${id}/retry`)).html).toContain('550 no such user');
  const answers = await Promise.all([1, 2].map(() => visitor.post(`/admin/mail/${id}/retry`)));
  for (const { headers } of answers) expect(headers.get('location')).toBe(`/admin/mail/${id}`);
  expect(await host.db.auditLog.findMany({ select: { action: true, target: true } })).toEqual([
    { action: 'mail.retried', target: `mail:${id}` },
  ]);
  await host.db.mail.update({ where: { id }, data: { state: 'failed', data } });
  await visitor.post(`/admin/mail/${id}/retry`);
  expect((await visitor.get(`/admin/mail/${id}`)).html).toContain('It is in the queue again.');
  await host.runJobs();
  expect(await host.db.mail.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'kept', error: null });
});

test('every template is shown with sample data, in every language, as it looks and as text', async () => {
  const { host, visitor } = await startWithMail('viewer');
  for (const name of host.mailer.templates.keys()) {
    for (const language of ['en', 'de']) {
      const query = `?name=${encodeURIComponent(name)}&language=${language}`;
      const page = await visitor.get(`/admin/mail/templates${query}`);
      expect(page.status, query).toBe(200);
      expect(page.html).toContain(`lang="${language}"`);
      const shown = await visitor.get(`/admin/mail/templates/html${query}`);
      expect(shown.html).toContain(`<html lang="${language}"`);
    }
  }
  // What is no template shows the first one.
  expect((await visitor.get('/admin/mail/templates?name=../../etc/passwd&language=xx')).status).toBe(200);
});

import { NewsKind } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { runDue } from '../../../test/host.ts';
import { account, messageIds, news, onlyMail, sample, startMailing } from '../../../test/mailing.ts';
import { startPostOffice } from '../../../test/post-office.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { purgeMails } from './purge-mails.ts';
import { mailDelivery, sendMail } from './send-mail.ts';

test('a mail arrives in text and HTML, from the configured sender, and says that a program wrote it', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url, {
    MAIL_FROM: 'The Post <post@conduit.example>',
  });
  await ask('one');
  await deliver();

  const mail = onlyMail(office);
  const { id, state, sentAt } = await host.db.mail.findFirstOrThrow();
  expect({ state, isDated: sentAt !== null }).toEqual({ state: 'sent', isDated: true });
  expect(mail.from).toBe('post@conduit.example');
  expect(mail.to).toEqual(['ada@example.com']);
  expect(mail.headers.get('from')).toBe('The Post <post@conduit.example>');
  expect(mail.headers.get('subject')).toContain('grace_wrote');
  expect(mail.headers.get('message-id')).toBe(`<${id}@localhost>`);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('content-type')).toMatch(/^multipart\/alternative/);
  expect(mail.headers.has('list-unsubscribe')).toBe(false);
  expect(mail.parts.get('text/plain')).toContain('Moss & Co');
  expect(mail.parts.get('text/plain')).toContain('Grüße');
  expect(mail.parts.get('text/html')).toContain('Moss &amp; Co');
});

test('a mail that can be stopped carries the link and the headers of a one-click unsubscription', async () => {
  const office = await startPostOffice();
  const { deliver, ask } = await startMailing(news, office.url);
  await ask('one');
  await deliver();
  const mail = onlyMail(office);
  const link = /^<(http:\/\/\S+\/unsubscribe\?token=\S+)>$/.exec(mail.headers.get('list-unsubscribe') ?? '')?.[1];
  expect(link).toBeDefined();
  expect(mail.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(mail.parts.get('text/plain')).toContain(link);
});

test('a mail is written in the language of who gets it', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing(account, office.url);
  await host.db.user.update({ where: { id: ada.id }, data: { language: 'de' } });
  await ask('one');
  await deliver();
  expect(onlyMail(office).parts.get('text/plain')).toMatch(/^Lesen:?\s/m);
  expect(onlyMail(office).parts.get('text/html')).toContain('<html lang="de"');
});

test('asked for twice under one key, or by a job that runs twice, a mail is sent once', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  await ask('one');
  await ask('one');
  const { id: mailId } = await host.db.mail.findFirstOrThrow();
  await host.db.$transaction((tx) => enqueue(tx, mailDelivery, { mailId }));
  await deliver();
  expect(office.received).toHaveLength(1);
  expect(await host.db.jobRun.count({ where: { name: mailDelivery.name, outcome: 'succeeded' } })).toBe(2);
});

test('a mail about the account overtakes the news that wait', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing(account, office.url);
  const mail = { to: ada.email, userId: ada.id, data: sample };
  await host.db.$transaction((tx) => sendMail(tx, { ...account, kind: NewsKind.options[0] }, { ...mail, key: 'news' }));
  await ask('account');
  await deliver();
  const { id } = await host.db.mail.findUniqueOrThrow({ where: { key: 'account' } });
  expect(messageIds(office)[0]).toBe(`<${id}@localhost>`);
});

test('without a mail server a mail is kept, to be read', async () => {
  const { host, deliver, ask } = await startMailing(account);
  await ask('one');
  await deliver();
  const { state, subject, text, html, data: left } = await host.db.mail.findFirstOrThrow();
  expect({ state, subject, left }).toEqual({ state: 'kept', subject: 'grace wrote “Moss & Co”', left: null });
  expect(text).toContain('Moss & Co');
  expect(html).toContain('Moss &amp; Co');
});

test('of a mail that was sent nothing readable is kept', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  await ask('one');
  await deliver();
  const { subject, text, html, data: left } = await host.db.mail.findFirstOrThrow();
  expect({ subject, text, html, left }).toEqual({ subject: null, text: null, html: null, left: null });
});

test('mails are forgotten after 30 days', async () => {
  const { host, ask } = await startMailing(account);
  await ask('old');
  await ask('new');
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  await host.db.mail.update({ where: { key: 'old' }, data: { createdAt: days(31) } });
  await host.db.mail.update({ where: { key: 'new' }, data: { createdAt: days(29) } });
  await host.db.$transaction((tx) => enqueue(tx, purgeMails, {}));
  await runDue(host.services, host.databaseUrl, [purgeMails]);
  expect(await host.db.mail.findMany({ select: { key: true } })).toEqual([{ key: 'new' }]);
});

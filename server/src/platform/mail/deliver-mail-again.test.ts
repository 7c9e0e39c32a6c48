import { expect, test, vi } from 'vitest';
import { account, hurry, mailStates, messageIds, startMailing } from '../../../test/mailing.ts';
import { startPostOffice } from '../../../test/post-office.ts';
import { startProxy } from '../../../test/proxy.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { mailDelivery } from './send-mail.ts';

test('two workers that come to a mail at the same time send it once', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  await ask('one');
  const { id: mailId } = await host.db.mail.findFirstOrThrow();
  await host.db.$transaction((tx) => enqueue(tx, mailDelivery, { mailId }));
  const release = office.hold();
  const first = deliver();
  await vi.waitFor(() => expect(office.received).toHaveLength(1), { timeout: 15_000, interval: 10 });
  await deliver();
  expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(1);
  release();
  await first;
  await hurry(host);
  await deliver();
  expect(office.received).toHaveLength(1);
  expect(await mailStates(host)).toEqual([{ state: 'sent', error: null, data: null }]);
});

test('a mail server that is away delays a mail and neither loses nor doubles it', async () => {
  const office = await startPostOffice();
  const way = await startProxy(office.url);
  const { host, deliver, ask } = await startMailing(account, way.url);
  way.cut();
  await ask('one');
  await deliver();
  expect(await mailStates(host)).toMatchObject([{ state: 'queued', error: expect.any(String) }]);
  way.mend();
  await hurry(host);
  await deliver();
  expect(office.received).toHaveLength(1);
  expect(await mailStates(host)).toEqual([{ state: 'sent', error: null, data: null }]);
});

test('a refusal for the time being is tried again, one for good is not, and the log names no address', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  office.refuse({ code: 451, message: 'ada@example.com is greylisted' });
  await ask('one');
  await deliver();
  expect(await mailStates(host)).toMatchObject([{ state: 'queued', error: expect.stringContaining('greylisted') }]);

  office.refuse({ code: 550, message: 'No such user ada@example.com' });
  await hurry(host);
  await deliver();
  expect(await mailStates(host)).toMatchObject([{ state: 'failed', error: expect.stringContaining('No such user') }]);
  expect(await host.db.$queryRaw`SELECT FROM graphile_worker._private_jobs`).toEqual([]);
  const given = host.logged.filter((line) => line.includes('A mail was given up.'));
  expect(given).toHaveLength(1);
  expect(host.logged.join('\n')).not.toContain('ada@');
  expect(JSON.stringify(await host.db.jobRun.findMany({ select: { error: true } }))).not.toContain('ada@');
});

test('the last attempt gives a mail up and keeps the reason', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  office.refuse({ code: 451, message: 'not now' });
  await ask('one');
  for (let attempt = 1; attempt <= mailDelivery.attempts; attempt += 1) {
    expect(await mailStates(host)).toMatchObject([{ state: 'queued' }]);
    await hurry(host);
    await deliver();
  }
  expect(await mailStates(host)).toMatchObject([{ state: 'failed', error: expect.stringContaining('not now') }]);
});

test('a mail that was sent but could not be marked is sent again as the same message', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  await host.db
    .$executeRaw`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  await host.db.$executeRaw`CREATE TRIGGER refusal BEFORE UPDATE ON mail FOR EACH ROW WHEN (NEW.state = 'sent')
    EXECUTE FUNCTION refuse()`;
  await ask('one');
  await deliver();
  await host.db.$executeRaw`DROP TRIGGER refusal ON mail`;
  await hurry(host);
  await deliver();
  const [first, second] = messageIds(office);
  expect(second).toBe(first);
  expect(await mailStates(host)).toEqual([{ state: 'sent', error: null, data: null }]);
});

test('a mail whose worker was lost is sent by another once the claim has run out', async () => {
  const office = await startPostOffice();
  const { host, deliver, ask } = await startMailing(account, office.url);
  await ask('one');
  await host.db.mail.updateMany({ data: { claimedAt: new Date(Date.now() - 4 * 60_000) } });
  await deliver();
  expect(office.received).toHaveLength(0);
  await host.db.mail.updateMany({ data: { claimedAt: new Date(Date.now() - 6 * 60_000) } });
  await hurry(host);
  await deliver();
  expect(office.received).toHaveLength(1);
});

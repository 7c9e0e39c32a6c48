import { expect, test } from 'vitest';
import { account, mailStates, news, startMailing } from '../../../test/mailing.ts';
import { startPostOffice } from '../../../test/post-office.ts';

test('who is suspended gets no mail, and what can be stopped goes to a confirmed address alone', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing(news, office.url);
  const states: [object, string][] = [
    [{ suspendedAt: new Date() }, 'The account is suspended.'],
    [{ deletionDueAt: new Date() }, 'The account is about to be deleted.'],
    [{ emailVerified: false }, 'The address is not the confirmed one of the account.'],
    [{ email: 'elsewhere@example.com' }, 'The address is not the confirmed one of the account.'],
  ];
  const asItWas = { suspendedAt: null, deletionDueAt: null, emailVerified: true, email: ada.email };
  for (const [change, reason] of states) {
    await host.db.user.update({ where: { id: ada.id }, data: { ...asItWas, ...change } });
    await ask(JSON.stringify(change));
    await deliver();
    expect(await mailStates(host)).toEqual([{ state: 'dropped', error: reason, data: null }]);
    await host.db.mail.deleteMany();
  }
  expect(office.received).toEqual([]);
});

test('a mail of what was done to somebody reaches them though they are suspended, as they cannot read of it otherwise', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing({ ...account, reachesSuspended: true }, office.url);
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  await ask('one');
  await deliver();
  expect(await mailStates(host)).toEqual([{ state: 'sent', error: null, data: null }]);
  expect(office.received).toHaveLength(1);
});

test('a mail about the account reaches an address that nobody has confirmed', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing(account, office.url);
  await host.db.user.update({
    where: { id: ada.id },
    data: { emailVerified: false, deletionDueAt: new Date(), timeZone: 'Nowhere/Land', language: 'xx' },
  });
  await ask('one');
  await deliver();
  expect(office.received).toHaveLength(1);
});

test('an account that is gone takes its waiting mails along', async () => {
  const office = await startPostOffice();
  const { host, ada, deliver, ask } = await startMailing(account, office.url);
  await ask('one');
  await host.db.user.delete({ where: { id: ada.id } });
  await deliver();
  expect(office.received).toEqual([]);
  expect(await host.db.jobRun.findMany({ select: { outcome: true } })).toEqual([{ outcome: 'succeeded' }]);
});

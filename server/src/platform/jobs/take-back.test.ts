import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** Somebody who steers, and what they press. */
async function operatorOf(host: Host, name: string) {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(name, 'operator')).email);
  return {
    visitor,
    /** Makes a change, and tells where its notice has the button that takes it back; null where it has none. */
    async change(path: string, form?: Record<string, string>): Promise<string | null> {
      const { html } = await follow(visitor, await visitor.post(path, form));
      return (
        /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
      );
    },
    /** Presses that button, on a page that may be old, and tells what is said then. */
    async press(path: string | null): Promise<string> {
      return said(await follow(visitor, await visitor.post(String(path))));
    },
    /** Comes to its address, as after half an hour away, and tells what is said or asked there. */
    async come(path: string | null): Promise<string> {
      const page = await visitor.get(String(path));
      return page.status === 200 ? (/<h1>([^]*?)<\/h1>/.exec(page.html)?.[1] ?? '') : said(await follow(visitor, page));
    },
  };
}

function follow(visitor: Visitor, { status, headers }: { status: number; headers: Headers }) {
  expect(status).toBe(303);
  return visitor.get(String(headers.get('location')));
}

function said({ status, html }: { status: number; html: string }): string {
  expect(status).toBe(200);
  return (/<p role="status">([^]*?)<\/p>/.exec(html)?.[1] ?? '').replaceAll(/<[^>]+>/g, '').trim();
}

const pauses = {
  what: 'a pause',
  path: '/admin/jobs/pauses',
  off: { kind: 'queue', name: 'mails', act: 'pause' },
  on: { kind: 'queue', name: 'mails', act: 'resume' },
  states: ['paused', 'not paused'],
  isOff: async ({ db }: Host) => (await db.jobPause.count()) === 1,
  byHand: ({ db }: Host) => db.jobPause.updateMany({ data: { at: new Date(0), by: null } }),
};
const schedules = {
  what: 'a schedule',
  path: '/admin/cron/jobs.purgeHistory/switch',
  off: { act: 'off' },
  on: { act: 'on' },
  states: ['off', 'on'],
  isOff: async ({ db }: Host) => (await db.jobScheduleOff.count()) === 1,
  byHand: ({ db }: Host) => db.jobScheduleOff.updateMany({ data: { at: new Date(0), by: null } }),
};

for (const { what, path, off, on, states, isOff, byHand } of [pauses, schedules]) {
  test(`an old button takes back no change of ${what} that somebody made since, and says who did`, async () => {
    const host = await startHost();
    const [ada, bea] = [await operatorOf(host, 'ada'), await operatorOf(host, 'bea')];
    const stale = await ada.change(path, off);
    await bea.change(path, on);
    await bea.change(path, off);
    const refused = `Not undone: it was changed since by bea, and is ${states[0]}.`;
    for (const way of [ada.press, ada.come]) expect(await way(stale)).toBe(refused);
    expect(await isOff(host)).toBe(true);

    const staleToo = await ada.change(path, on);
    await bea.change(path, off);
    await bea.change(path, on);
    for (const way of [ada.press, ada.come])
      expect(await way(staleToo)).toContain(`since by bea, and is ${states[1]}.`);
    expect(await isOff(host)).toBe(false);
  });

  test(`of ${what} what was last changed is taken back once, and by nobody who comes after it was changed by hand`, async () => {
    const host = await startHost();
    const ada = await operatorOf(host, 'ada');
    const undo = await ada.change(path, off);
    await ada.press(undo);
    expect(await isOff(host)).toBe(false);
    expect(await ada.press(undo)).toBe(`Not undone: it was changed since by you, and is ${states[1]}.`);
    const last = await ada.change(path, off);
    await byHand(host);
    expect(await ada.press(last)).toBe('Not undone: what was changed does not stand any more.');
    expect(await isOff(host)).toBe(true);
    const unknown = `${String(last).replace(/undo=.*/, '')}undo=019ac0de-6f3a-7c51-9d0e-4b7a2c6d8e1f`;
    expect(await ada.press(unknown)).toContain('Not undone');
    const made = await host.db.auditLog.count();
    await ada.visitor.post(`${String(last)}x`);
    expect([await isOff(host), await host.db.auditLog.count()]).toEqual([true, made]);
  });

  test(`whoever comes to the address that takes back a change of ${what} is asked, and does it by the form there`, async () => {
    const host = await startHost();
    const ada = await operatorOf(host, 'ada');
    for (const act of [off, on]) {
      const undo = await ada.change(path, act);
      const wasOff = await isOff(host);
      expect(await ada.come(undo)).toContain('?');
      const { html } = await ada.visitor.get(String(undo));
      const forms = [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map(([, action = '']) => action);
      expect(forms.map((action) => action.replaceAll('&amp;', '&'))).toContain(undo);
      expect(await isOff(host)).toBe(wasOff);
      await ada.press(undo);
      expect(await isOff(host)).toBe(!wasOff);
      await ada.change(path, act);
    }
  });
}

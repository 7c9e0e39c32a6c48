import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { adminOf } from '../../../test/admin-routes.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { noticeAfter } from '../../../test/notice.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { features } from '../../features/index.ts';
import { listen } from '../http/server.ts';
import { actionOf } from './resource.ts';
import { resource } from './resource-section.ts';

const action = actionOf<{ id: string; bio: string | null }>();
const setBio = { access: 'operator', follows: () => ['Everybody reads it.'] } as const;

/** People, of whom it is said that they are quiet, until somebody takes that back. */
const members = resource({
  model: 'User',
  path: 'members',
  title: 'Members',
  nouns: ['member', 'members'],
  group: 'People',
  select: { id: true, username: true, bio: true, createdAt: true },
  order: 'createdAt',
  name: ({ username }) => username,
  columns: ['bio', 'createdAt'],
  edit: { access: 'operator', fields: { bio: z.string().nullable() } },
  actions: {
    hush: action({
      ...setBio,
      verb: 'Hush',
      done: 'hushed',
      undo: 'free',
      run: async (tx, _ctx, { row: { id } }) => {
        const where = { id, OR: [{ bio: null }, { bio: { not: 'Quiet.' } }] };
        const { count } = await tx.user.updateMany({ where, data: { bio: 'Quiet.' } });
        return count === 0 ? null : { before: { bio: null }, after: { bio: 'Quiet.' } };
      },
    }),
    free: action({
      ...setBio,
      verb: 'Free',
      done: 'freed',
      isOffered: ({ bio }) => bio !== null,
      run: async (tx, _ctx, { row: { id } }) => {
        const { count } = await tx.user.updateMany({ where: { id, bio: { not: null } }, data: { bio: null } });
        return count === 0 ? null : { before: { bio: 'Quiet.' }, after: { bio: null } };
      },
    }),
  },
});

async function startWithTwo() {
  const host = await startHost();
  const sample = { ...features.flags, admin: members.section, bulkChanges: members.bulkChanges };
  const app = express().use('/admin', adminOf(host, { sample }));
  const http = await listen(app, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  const { id } = await host.signUp('Ada');
  const enter = async (name: string) => {
    const visitor = createVisitor(`http://127.0.0.1:${http.port}`);
    await visitor.signIn((await host.signUp(name, 'operator')).email);
    return {
      visitor,
      press: async (path: string) => noticeAfter(visitor, await visitor.post(path)),
      /** As after half an hour away. */
      come: async (path: string) => noticeAfter(visitor, await visitor.get(path)),
    };
  };
  return { host, id, at: `/admin/members/${id}`, boss: await enter('boss'), bea: await enter('Bea') };
}

const bioOf = async ({ db }: Host, id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).bio;

test('an old button takes back no change that somebody has made anew since, and says who did', async () => {
  const { host, id, at, boss, bea } = await startWithTwo();
  const stale = String((await boss.press(`${at}/hush`)).undo);
  await bea.press(`${at}/free`);
  for (const way of [boss.press, boss.come]) {
    expect(await way(stale)).toEqual({ text: 'Not undone: it was freed since by Bea.', undo: null });
  }
  await bea.press(`${at}/hush`);
  for (const way of [boss.press, boss.come]) {
    expect(await way(stale)).toEqual({ text: 'Not undone: it was hushed since by Bea.', undo: null });
  }
  expect(await bioOf(host, id)).toBe('Quiet.');
  // What another part of the console has done to it counts as well.
  const fresh = String((await bea.press(`${at}/free`), await bea.press(`${at}/hush`)).undo);
  const { id: actorId } = await host.db.user.findFirstOrThrow({ where: { username: 'boss' } });
  await host.db.auditLog.create({ data: { actorId, action: 'things.changed', target: `member:${id}` } });
  expect((await bea.press(fresh)).text).toBe('Not undone: it was changed since by boss.');
  expect(await bioOf(host, id)).toBe('Quiet.');
});

test('what nothing newer was done to is taken back, also from the page that asks', async () => {
  const { host, id, at, boss } = await startWithTwo();
  const undo = String((await boss.press(`${at}/hush`)).undo);
  const asked = await boss.visitor.get(undo);
  expect(asked.html).toContain(`<form method="post" action="${undo}">`);
  expect(await boss.press(undo)).toEqual({ text: 'Freed: Ada', undo: null });
  expect(await bioOf(host, id)).toBeNull();
  expect((await boss.press(undo)).text).toBe('Not undone: it was freed since by you.');
  expect((await boss.press(`${at}/free?undo=nonsense`)).text).toContain('Not undone');
});

test('where nothing is left to change that is said, and nothing is offered to be taken back', async () => {
  const { host, at, boss, bea } = await startWithTwo();
  await bea.press(`${at}/hush`);
  const nothing = { text: 'There was nothing left to change.', undo: null };
  expect(await boss.press(`${at}/hush`)).toEqual(nothing);
  await bea.press(`${at}/free`);
  expect(await boss.press(`${at}/free`)).toEqual(nothing);
  expect(await host.db.auditLog.count()).toBe(2);
});

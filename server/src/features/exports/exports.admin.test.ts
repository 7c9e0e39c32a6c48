import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { mailsOf } from '../../../test/mail.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('an admin has a copy made of what somebody has here, which they alone are sent and can download', async () => {
  const host = await startHost();
  const admin = await host.signUp('boss', 'admin');
  const ada = await host.signUp('ada');
  const visitor = createVisitor(host.url);
  await visitor.signIn(admin.email);
  const page = `/admin/users/${ada.id}/export`;
  expect((await visitor.get(page)).html).toContain('Nobody but them can download it');
  await visitor.post(page);
  // While one is being made there is no other.
  const again = await visitor.post(page);
  expect(again.status).toBe(422);
  await host.runJobs();
  const [made] = await host.db.dataExport.findMany();
  expect(made).toMatchObject({ userId: ada.id, state: 'ready' });
  expect(await mailsOf(host)).toMatchObject([{ template: 'exports/ready', to: ada.email }]);
  expect((await visitor.get(`/exports/${made?.id}/download`)).status).toBe(404);
  expect(await host.db.auditLog.findMany()).toMatchObject([
    { action: 'users.exportStarted', actorId: admin.id, target: `user:${ada.id}` },
  ]);

  // Nor while they act as them.
  await visitor.post(`/admin/users/${ada.id}/impersonate`, { reason: 'To see what they see.' });
  expect((await visitor.get(`/exports/${made?.id}/download`)).status).toBe(401);
});

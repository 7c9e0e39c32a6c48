import { expect, test } from 'vitest';
import { beginBulk } from '../../../test/bulk.ts';
import { type Host, jobContext, startHost } from '../../../test/host.ts';
import { statusOf, upload } from '../../../test/uploads.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { uploadsAdmin } from './uploads.admin.ts';

/** A host with a member of staff at the door, and a picture that Ada uploaded and has in her profile. */
async function startWithPicture(role: 'operator' | 'admin') {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  const ada = await host.signUp('Ada');
  const url = await upload(ada);
  await host.db.user.update({ where: { id: ada.id }, data: { image: url } });
  const { id } = await host.db.upload.findFirstOrThrow();
  return { host, visitor, ada, url, id, at: `/admin/uploads/${id}` };
}

const uploadsOf = ({ db }: Host) => db.upload.count();

test('uploads are listed with their picture, size and owner, and shown with where they are used', async () => {
  const { visitor, url, at } = await startWithPicture('operator');
  const list = await visitor.get('/admin/uploads?owner=ada');
  expect(list.html).toContain('1 found');
  for (const words of [`src="${url}"`, 'Ada', `href="${at}"`]) expect(list.html).toContain(words);
  expect((await visitor.get('/admin/uploads?owner=grace')).html).toContain('0 found');
  expect((await visitor.get('/admin/uploads?size=large')).html).toContain('0 found');
  const page = await visitor.get(at);
  expect(page.html).toContain('Used in the profile');
  // Deleting cannot be undone: that is for admins.
  expect(page.html).not.toContain('Delete…');
  expect((await visitor.post(`${at}/delete`)).status).toBe(403);
});

test('an admin deletes an upload after a page that says where it will be missing; its file goes with it', async () => {
  const { host, visitor, url, id, at } = await startWithPicture('admin');
  expect(await statusOf(host, url)).toBe(200);
  expect((await visitor.get(`${at}/delete`)).html).toContain('missing from then on in the profile “Ada”');
  const done = await visitor.post(`${at}/delete`);
  expect(done.headers.get('location')).toBe('/admin/uploads');
  expect((await visitor.get('/admin/uploads')).html).toContain('Deleted: ');
  expect([await uploadsOf(host), await statusOf(host, url)]).toEqual([0, 404]);
  expect(await host.db.auditLog.findMany({ where: { target: `upload:${id}` } })).toMatchObject([
    { action: 'uploads.deleted', before: { owner: 'Ada' }, after: { key: null } },
  ]);
  expect((await visitor.post(`${at}/delete`)).status).toBe(404);
});

test('all uploads that match are deleted by a job, and those of others stay', async () => {
  const { host, visitor, url } = await startWithPicture('admin');
  const kept = await upload(await host.signUp('Grace'));
  const path = '/admin/uploads/all/delete?owner=Ada';
  const { html } = await visitor.get(path);
  expect(html).toContain('Delete 1 upload?');
  const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  await visitor.post(path, Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])));
  await host.runJobs();
  expect([await statusOf(host, url), await statusOf(host, kept), await uploadsOf(host)]).toEqual([404, 200, 1]);
});

test('an upload that an attempt deleted before it was lost is counted as deleted by the next, and not as left out', async () => {
  const { host, visitor } = await startWithPicture('admin');
  await beginBulk(visitor, '/admin/uploads/all/delete?owner=Ada');
  const { id: runId } = await host.db.bulkRun.findFirstOrThrow();
  const run = async (attempt: number) => {
    for (const { job } of uploadsAdmin.bulkChanges)
      await job.runAny(jobContext(host, { jobId: '1', attempt }), { runId });
  };
  await host.db.$executeRaw`
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'lost'; END $$`;
  await host.db.$executeRaw`CREATE TRIGGER lose BEFORE UPDATE ON bulk_row FOR EACH ROW EXECUTE FUNCTION lose()`;
  await expect(run(1)).rejects.toThrow('lost');
  expect(await uploadsOf(host)).toBe(0);
  await host.db.$executeRaw`DROP TRIGGER lose ON bulk_row`;
  await run(2);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', changed: 1, unchanged: 0, refused: 0 });
});

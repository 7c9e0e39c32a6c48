import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

/** A host with somebody who looks at jobs, and the id of a job that cannot be done. */
async function startWithJob({ attemptsMax = 10 } = {}) {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const [job] = await host.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM graphile_worker.add_job('events.deliver', '{"data": {"topic": 7, "name": "<b>"}}'::json, max_attempts => ${attemptsMax}::int)`;
  return { host, visitor, id: String(job?.id) };
}

/** How many jobs of a state a page of the list tells of. */
function tallyOf({ html }: { html: string }, state: string): string | undefined {
  return new RegExp(`${state} <span class="figure">([^<]+)<`).exec(html)?.[1];
}

test('a job that failed is shown with its error: in the list, as an attempt, and on its own page', async () => {
  const { host, visitor, id } = await startWithJob({ attemptsMax: 1 });
  expect((await visitor.get('/admin/jobs?state=waiting')).html).toContain(`/admin/jobs/${id}"`);
  await host.runJobs();

  // Whoever asks for nothing is shown what went wrong.
  const list = await visitor.get('/admin/jobs');
  expect(tallyOf(list, 'failed')).toBe('1');
  expect(list.html).toMatch(/expected string/);
  expect(tallyOf(list, 'waiting')).toBe('0');
  expect((await visitor.get('/admin/jobs?state=finished')).html).toContain(`/admin/jobs/${id}#attempt-1`);

  const page = await visitor.get(`/admin/jobs/${id}`);
  expect(page.html).toContain('1 of 1');
  expect(page.html).toMatch(/<pre>[^<]*expected string[^<]* at /);
});

test('a job that is to be tried again, one for later and a name that nobody has are told apart', async () => {
  const { host, visitor, id } = await startWithJob();
  await host.runJobs();
  await host.db.$queryRaw`SELECT 1 FROM graphile_worker.add_job('mail.later', run_at => now() + interval '1 hour')`;
  expect((await visitor.get('/admin/jobs?state=retrying')).html).toContain(`/admin/jobs/${id}"`);
  expect((await visitor.get('/admin/jobs?state=scheduled')).html).toContain('1 job');
  expect((await visitor.get('/admin/jobs?state=scheduled&name=LATER')).html).toContain('1 job');
  expect((await visitor.get('/admin/jobs?state=scheduled&name=mail_later')).html).toContain('0 jobs');
});

test('a script in the text of an error stays text', async () => {
  const { host, visitor, id } = await startWithJob();
  const at = new Date();
  const error = '<script>alert(1)</script>" onload="x';
  await host.db.jobRun.create({
    data: {
      jobId: id,
      name: 'events.deliver',
      attempt: 1,
      outcome: 'failed',
      error,
      queuedAt: at,
      startedAt: at,
      finishedAt: at,
    },
  });
  for (const path of ['/admin', '/admin/jobs?state=finished', `/admin/jobs/${id}`]) {
    const { html } = await visitor.get(path);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('" onload=');
  }
  expect((await visitor.get(`/admin/jobs/${id}`)).html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('an address in the text of an error is shortened for a viewer, wherever the error stands', async () => {
  const { host, visitor, id } = await startWithJob();
  await host.runJobs();
  const error = '550 no such user <lovelace@example.org>';
  await host.db.jobRun.updateMany({ data: { error } });
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET last_error = ${error}`;
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  const places = ['?state=retrying', '?state=finished', `/${id}`, '/export.csv', '/export.json'];
  for (const path of places.map((place) => `/admin/jobs${place}`)) {
    const { html } = await visitor.get(path);
    expect(html, path).toContain('l…@example.org');
    expect(html, path).not.toContain('lovelace');
    expect((await operator.get(path)).html, path).toContain('lovelace@example.org');
  }
});

test('a viewer looks for no text in what is shortened for them, as it could be found out letter by letter', async () => {
  const { host, visitor } = await startWithJob({ attemptsMax: 1 });
  await host.runJobs();
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  for (const path of ['/admin/jobs', '/admin/jobs/export.csv']) {
    for (const asked of ['error=nothing-of-the-kind', 'key=nothing-of-the-kind']) {
      const found = async (who: typeof visitor) => (await who.get(`${path}?state=failed&${asked}`)).html;
      expect(await found(operator)).not.toContain('deliver');
      expect(await found(visitor)).toContain('deliver');
    }
  }
  expect((await visitor.get('/admin/jobs')).html).not.toContain('name="error"');
  expect((await operator.get('/admin/jobs')).html).toContain('name="error"');
});

test('a page of attempts leads to the older ones and back', async () => {
  const { host, visitor } = await startWithJob();
  const data = Array.from({ length: 120 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 3)));
    return {
      jobId: String(1000 + index),
      name: 'test.job',
      attempt: 1,
      outcome: 'succeeded' as const,
      queuedAt: at,
      startedAt: at,
      finishedAt: at,
    };
  });
  await host.db.jobRun.createMany({ data });
  const idsOf = (html: string) => [...html.matchAll(/jobs\/(\d+)#attempt-1/g)].map(([, id]) => id);
  const linkOf = (html: string, rel: string) =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&');

  const pages = [(await visitor.get('/admin/jobs?state=finished')).html];
  for (let link = linkOf(pages[0] ?? '', 'next'); link; link = linkOf(pages.at(-1) ?? '', 'next')) {
    pages.push((await visitor.get(link)).html);
  }
  expect(pages.map((html) => idsOf(html).length)).toEqual([50, 50, 20]);
  expect(new Set(pages.flatMap(idsOf)).size).toBe(120);
  const back = await visitor.get(linkOf(pages[1] ?? '', 'prev') ?? '');
  expect(idsOf(back.html)).toEqual(idsOf(pages[0] ?? ''));
  expect(linkOf(back.html, 'prev')).toBeUndefined();
});

test('an operator cancels a job, has one tried again, and pauses and resumes jobs; a viewer is shown no way to', async () => {
  const { host, visitor: viewer, id } = await startWithJob({ attemptsMax: 1 });
  await host.runJobs();
  expect((await viewer.get(`/admin/jobs/${id}`)).html).not.toContain('/retry');
  expect((await viewer.get(`/admin/jobs/${id}/cancel`)).status).toBe(403);
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('opal', 'operator')).email);

  expect((await operator.get(`/admin/jobs/${id}`)).html).toContain(`/admin/jobs/${id}/retry`);
  expect((await operator.get(`/admin/jobs/${id}/retry`)).html).toMatch(/It failed last because: .*expected string/);
  await operator.post(`/admin/jobs/${id}/retry`, {});
  expect(tallyOf(await operator.get('/admin/jobs?state=retrying'), 'retrying')).toBe('1');
  await operator.post(`/admin/jobs/${id}/cancel`, {});
  expect(tallyOf(await operator.get('/admin/jobs?state=retrying'), 'retrying')).toBe('0');
  expect((await operator.get(`/admin/jobs/${id}`)).html).toContain('cancelled');

  const pause = { kind: 'job', name: 'events.deliver' };
  expect((await operator.get('/admin/jobs/pauses?kind=job&name=events.deliver')).html).toContain('Pause them');
  await operator.post('/admin/jobs/pauses', { ...pause, act: 'pause' });
  expect((await operator.get('/admin/jobs')).html).toContain('Resume…');
  await operator.post('/admin/jobs/pauses', { ...pause, act: 'resume' });
  expect((await operator.get('/admin/jobs')).html).not.toContain('Resume…');
});

test('pausing and resuming are taken back from their notice, each by a change of its own, and what was so before by none', async () => {
  const { host } = await startWithJob();
  const operator = createVisitor(host.url);
  const { id } = await host.signUp('opal', 'operator');
  await operator.signIn((await host.db.user.findUniqueOrThrow({ where: { id } })).email);
  /** Where the notice that an answer leads to has its button. */
  const undoOf = async ({ headers }: { headers: Headers }) => {
    const { html } = await operator.get(String(headers.get('location')));
    return /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null;
  };
  for (const target of [
    { kind: 'job', name: 'events.deliver' },
    { kind: 'queue', name: 'a & b' },
  ]) {
    const paused = () => host.db.jobPause.count({ where: { name: target.name } });
    const undo = await undoOf(await operator.post('/admin/jobs/pauses', { ...target, act: 'pause' }));
    expect(await paused()).toBe(1);
    // Sent twice, it is done once: there is nothing of it to take back.
    expect(await undoOf(await operator.post('/admin/jobs/pauses', { ...target, act: 'pause' }))).toBeNull();
    // The address alone changes nothing.
    await operator.get(String(undo));
    expect(await paused()).toBe(1);
    const redo = await undoOf(await operator.post(String(undo)));
    expect(await paused()).toBe(0);
    await operator.post(String(redo));
    expect(await paused()).toBe(1);
  }
  const viewer = createVisitor(host.url);
  await viewer.signIn((await host.signUp('vic', 'viewer')).email);
  const { id: line } = await host.db.auditLog.findFirstOrThrow({ where: { target: 'job:events.deliver' } });
  for (const order of ['act=resume', `undo=${line}`]) {
    expect((await viewer.post(`/admin/jobs/pauses?kind=job&name=events.deliver&${order}`)).status).toBe(403);
  }
  const lines = await host.db.auditLog.findMany({ where: { actorId: id }, orderBy: { at: 'asc' } });
  const each = ['jobs.paused', 'jobs.resumed', 'jobs.paused'];
  expect(lines.map(({ action }) => action)).toEqual([...each, ...each]);
});

test('an outcome that only a later release knows is shown by its name', async () => {
  const { host, visitor, id } = await startWithJob();
  await host.db.$executeRaw`ALTER TYPE "JobOutcome" ADD VALUE 'postponed'`;
  await host.db.$executeRaw`
    INSERT INTO job_run (id, job_id, name, attempt, outcome, queued_at, started_at, finished_at)
    VALUES (gen_random_uuid(), ${id}, 'events.deliver', 1, 'postponed', now(), now(), now())`;
  for (const path of ['/admin', '/admin/jobs?state=finished', `/admin/jobs/${id}`]) {
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.html).toMatch(/class="state"><svg class="mark mark-idle"[^]*?<\/svg> postponed/);
  }
});

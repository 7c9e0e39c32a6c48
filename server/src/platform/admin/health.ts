import type { Services } from '../context.ts';
import { readChecks, type State, type StatusSources } from '../status.ts';
import type { Mark } from './phrases.ts';

/** How something is that the product stands on: a sign, and a word for it. */
export interface Health {
  readonly name: string;
  readonly mark: Mark;
  readonly word: string;
  /** What is wrong, or how it is, in a sentence. */
  readonly words: string;
}

/** What health is read from. */
export interface HealthSources {
  readonly status: StatusSources;
  /** Whether mails are sent, and not kept to be read. */
  readonly hasMailServer: boolean;
}

type Ctx = Pick<Services, 'db' | 'now'>;

const dayMs = 86_400_000;
/** A mail that waits for longer is late. */
const lateMs = 600_000;

/** Reads how the product is: what the readiness of this process depends on, whether anybody takes jobs, and whether mails go out. */
export async function readHealth(ctx: Ctx, { status, hasMailServer }: HealthSources): Promise<Health[]> {
  const checks = await readChecks(status);
  return [
    {
      name: 'Database',
      ...said(checks.database, {
        ok: 'It answers.',
        failed: 'It does not answer. Nothing can be read or written until it does.',
      }),
    },
    {
      name: 'Migrations',
      ...said(checks.migrations, {
        ok: 'All of this release are applied.',
        failed: 'Some of this release are not applied: npm run db:migrate applies them.',
      }),
    },
    await healthOfWorker(ctx, checks.worker),
    {
      name: 'Redis',
      ...said(checks.redis, {
        ok: 'It answers.',
        degraded: 'It is away: events wait in the queue until it is back, and limits are not counted together.',
        off: 'None is configured: events and limits are kept in this process, which must be the only one.',
      }),
    },
    await healthOfMail(ctx, hasMailServer),
  ];
}

const marks: Record<State, Mark> = { ok: 'ok', failed: 'bad', degraded: 'busy', off: 'idle' };

function said(state: State, words: Partial<Record<State, string>>): Omit<Health, 'name'> {
  return { mark: marks[state], word: state, words: words[state] ?? '' };
}

async function healthOfWorker({ db }: Ctx, own: State): Promise<Health> {
  const name = 'Worker';
  const workers = await db.jobWorker.count({ where: { missingAt: null } });
  if (own === 'failed')
    return { name, ...said('failed', { failed: 'The worker of this process has stopped, and is started again.' }) };
  const noneWords = 'Nobody takes jobs: mails, events and schedules wait. Start a process with ROLE=all or worker.';
  if (workers === 0) return { name, ...said('failed', { failed: noneWords }) };
  const ok = workers === 1 ? 'One pool takes jobs.' : `${workers} pools take jobs.`;
  return { name, ...said('ok', { ok }) };
}

async function healthOfMail({ db, now }: Ctx, hasMailServer: boolean): Promise<Health> {
  const name = 'Mail';
  const since = new Date(now().getTime() - dayMs);
  const failed = await db.mail.count({ where: { state: 'failed', createdAt: { gte: since } }, take: 1000 });
  const late = await db.mail.count({
    where: { state: 'queued', createdAt: { gte: since, lt: new Date(now().getTime() - lateMs) } },
    take: 1000,
  });
  if (failed > 0) return { name, ...said('failed', { failed: `${failed} could not be sent in the last 24 hours.` }) };
  if (late > 0) return { name, ...said('degraded', { degraded: `${late} wait for more than ten minutes.` }) };
  const off = 'No mail server is configured: mails are kept, to be read under Mail.';
  return {
    name,
    ...said(hasMailServer ? 'ok' : 'off', { ok: 'Nothing is late or failed in the last 24 hours.', off }),
  };
}

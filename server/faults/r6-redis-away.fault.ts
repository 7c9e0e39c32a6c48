import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type MortalRedis, startMortalRedis } from '../../tools/redis.ts';
import { cloneDatabase } from '../test/database.ts';
import { endureChaos } from '../test/event-chaos.ts';
import { clusterStage, redisStage } from '../test/event-stages.ts';
import { createApi } from '../test/host.ts';
import { listenLive } from '../test/listen.ts';
import { answering, startProcess } from '../test/process.ts';
import { fault } from './fault.ts';

fault('R6', async (report) => {
  for (const [name, create] of [['Redis', redisStage] as const, ['cluster', clusterStage] as const]) {
    const { instances, cutOff } = await create(3);
    const outcome = await endureChaos({ instances, topics: 500, events: 200, disturb: cutOff, restMs: 60 });
    report.exactly(`${name}: events`, outcome.published, 100_000);
    report.exactly(`${name}: heard`, outcome.heard, 300_000);
    report.exactly(`${name}: lost`, outcome.lost, 0);
    report.exactly(`${name}: doubled`, outcome.doubled, 0);
    report.exactly(`${name}: disordered`, outcome.disordered, 0);
    report.exactly(`${name}: resets`, outcome.resets, 0);
    report.atMost(
      `${name}: cut off ${outcome.disturbances} times, ${outcome.returns} returns, in s`,
      outcome.seconds,
      600,
    );
  }
});

fault('R6', async (report) => {
  const redis = await startMortalRedis();
  onTestFinished(() => redis.stop());
  const { url, writer, article, requests } = await startReadProduct(redis);
  const ear = listenLive(url, { topics: [`article:${article.id}`] });
  await ear.until(1);
  const calm = await requests.during(() => wait(5000));
  report.exactly('failed requests while all is well', calm.failed, 0);

  const comment = async (body: string) => {
    const before = ear.heard.length;
    await writer.comments.add.mutate({ slug: article.slug, body });
    return before + 1;
  };
  await ear.until(await comment('Before.'));

  for (const [name, goAway, comeBack] of [
    ['hung', async () => redis.hang(), async () => redis.wake()],
    ['killed and empty', () => redis.kill(), () => redis.begin()],
  ] as const) {
    await goAway();
    let expected = 0;
    const away = await requests.during(async () => {
      expected = await comment(`While it was ${name}.`);
      await wait(8000);
    });
    report.exactly(`failed requests while ${name}`, away.failed, 0);
    report.durationMs(`p95 while ${name}`, away.p95Ms, calm.p95Ms + 50);
    report.exactly(`connections while ${name}`, ear.connections(), 1);
    const begun = performance.now();
    await comeBack();
    const back = await requests.during(async () => void (await ear.until(expected)));
    // An event's job is tried again after a while: what comes back at once is what is published from now on.
    report.exactly(`failed requests after it was ${name}`, back.failed, 0);
    const next = ear.heard.length;
    const fresh = performance.now();
    await comment(`After it was ${name}.`);
    await ear.until(next + 1);
    report.durationMs(`news again after it was ${name}`, performance.now() - fresh, 5000);
    report.durationMs(`what was said meanwhile, after it was ${name}`, fresh - begun, 30_000);
  }
  const resets = ear.heard.filter(({ type }) => type === 'reset').length;
  report.exactly('resets: at the beginning, and for the past that was lost', resets, 2);
});

fault('R6', async (report) => {
  const away = await startMortalRedis();
  await away.kill();
  onTestFinished(() => away.stop());
  const { url, requests, article } = await startReadProduct(away);
  const { failed } = await requests.during(() => wait(2000));
  report.exactly('failed requests where Redis was absent at the start', failed, 0);
  const ear = listenLive(url, { topics: [`article:${article.id}`] });
  await away.begin();
  const begun = performance.now();
  await ear.until(1);
  report.durationMs('first word on a stream once Redis is there', performance.now() - begun, 5000);
});

/** The product with somebody who writes, an article, and a reader who asks for it again and again. */
async function startReadProduct(redis: MortalRedis) {
  const product = await startProcess({
    DATABASE_URL: await cloneDatabase(),
    REDIS_URL: redis.url,
    REDIS_PREFIX: `faults-${Date.now()}`,
    LOG_LEVEL: 'fatal',
    RATE_LIMITS: 'off',
  });
  await answering(product, '/_status/ready');
  const { url } = product;
  const person = { username: 'ada', email: 'ada@example.com', password: 'correct horse battery' };
  const { token } = await createApi(url, null).accounts.register.mutate(person);
  const writer = createApi(url, token);
  const article = await writer.articles.create.mutate({ title: 'Engines', description: 'About it', body: 'Text' });
  return { url, writer, article, requests: askAgainAndAgain(`${url}/api/articles/${article.slug}`) };
}

/** Asks for an address 20 times a second while something goes on. */
function askAgainAndAgain(address: string) {
  return {
    async during(work: () => Promise<void>): Promise<{ failed: number; p95Ms: number }> {
      const times: number[] = [];
      let failed = 0;
      let isOver = false;
      const ask = async () => {
        const begun = performance.now();
        const answer = await fetch(address).catch(() => null);
        await answer?.text();
        if (answer?.status !== 200) failed += 1;
        times.push(performance.now() - begun);
      };
      const asking: Promise<void>[] = [];
      const clock = setInterval(() => isOver || void asking.push(ask()), 50);
      try {
        await work();
      } finally {
        isOver = true;
        clearInterval(clock);
        await Promise.all(asking);
      }
      return { failed, p95Ms: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0 };
    },
  };
}

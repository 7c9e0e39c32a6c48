import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { nameProcess } from '../figures/process-state.ts';

test('streams are told of each process and in sum, with the topics that most hear over all of them', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const at = new Date(Math.floor(Date.now() / 300_000) * 300_000);
  for (const [id, streams] of [
    ['a', 3],
    ['b', 4],
  ] as const) {
    const { startedAt } = nameProcess({ role: 'web', version: '1', now: host.services.now });
    const about = { host: `host-${id}`, pid: 1, role: 'web', version: '1.2.3', node: 'v24', startedAt, memoryMb: 100 };
    const open = { streams, topics: 2, listeners: 2 * streams };
    const audiences = [{ topic: 'article:1', count: streams }];
    await host.db.processState.create({ data: { id, ...about, ...open, audiences, seenAt: new Date() } });
    const counted = { deliveries: 10n, resets: 1n, published: 2n, lag: { 28: 2 } };
    await host.db.streamFigure.create({ data: { at, process: id, ...open, ...counted } });
  }
  const { html } = await visitor.get('/admin/streams');
  const figure = (label: string) => new RegExp(`${label}</dt><dd>([^<]*)`).exec(html)?.[1];
  expect(['Connections', 'Listeners', 'Deliveries', 'Resets', 'Lag p95, ms'].map(figure)).toEqual([
    '7',
    '14',
    '20',
    '2',
    '8',
  ]);
  expect(html).toMatch(/host-a 1<\/span>[\s\S]*host-b 1<\/span>/);
  expect(html).toMatch(/article:1<\/span><\/th><td class="number">7</);
  expect(html).toContain('<section class="chart" id="streams-deliveries"');
});

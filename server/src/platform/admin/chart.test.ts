import { expect, test } from 'vitest';
import { root } from '../../../test/services.ts';
import { drawChart, type ChartOf } from './chart.ts';
import { chartTimes } from './chart-axis.ts';
import { createViews } from './views.ts';

const hourMs = 3_600_000;
const now = new Date('2026-11-28T12:34:56Z');
const times = chartTimes(now, { stepMs: hourMs, count: 6 });
const counted: ChartOf = {
  id: 'runs',
  title: 'Runs per hour',
  shape: 'bars',
  times,
  series: [
    { name: 'succeeded', look: 'ok', values: [0, 10_000, 50, 0, 5, 0] },
    { name: 'failed', look: 'bad', values: [0, 0, 50, 0, 1, 0] },
  ],
  empty: 'Nothing ran.',
};
const measured: ChartOf = {
  id: 'latency',
  title: 'How long calls take',
  shape: 'lines',
  unit: 'ms',
  times,
  series: [{ name: 'p95', look: 'first', values: [10, 20, null, 5, null, null] }],
  empty: 'Nothing was called.',
};
const draw = (chart: ChartOf) => createViews(root).part('partials/chart', { chart: drawChart(chart) }, now);

test('steps begin at whole multiples of their length, and the last one holds this moment', () => {
  expect(times.map((at) => at.toISOString().slice(11, 16))).toEqual([
    '07:00',
    '08:00',
    '09:00',
    '10:00',
    '11:00',
    '12:00',
  ]);
});

test('bars stand on each other and on one baseline, and one failure among thousands is seen, by its sign as well', () => {
  const { bars, baseline, marks, most, top } = drawChart(counted);
  expect(most).toBe(10_000);
  expect(bars.map(({ look, y, height }) => [look, y, y + height])).toEqual([
    ['ok', top, baseline],
    ['ok', baseline - 2, baseline],
    ['bad', baseline - 4, baseline - 2],
    ['ok', baseline - 2, baseline],
    ['bad', baseline - 4, baseline - 2],
  ]);
  expect(marks.map(({ look }) => look)).toEqual(['bad', 'bad']);
});

test('a line ends where nothing was measured and goes on where it was; a value between gaps is a dot', () => {
  const [p95] = drawChart(measured).series;
  expect(p95?.line).toBe('M28 44L84 16');
  expect(p95?.dots).toEqual([{ x: 196, y: 58 }]);
  expect(p95?.figure).toBe(5);
});

test('a chart holds its figures in a table, with what was not measured as such, and needs no style and no script', () => {
  const html = draw(measured);
  expect(html).toContain('<title>2026-11-28 09:00: p95 not measured</title>');
  expect(html).toContain('<th scope="row">2026-11-28 09:00</th><td class="number">–</td>');
  expect(html).toContain('<th scope="row">2026-11-28 08:00</th><td class="number">20</td>');
  expect(html).toContain('p95, ms');
  expect(html).not.toMatch(/style=|<script|\son\w+=/);
  const rows = [...draw(counted).matchAll(/<tr><th scope="row">/g)];
  expect(rows).toHaveLength(times.length);
});

test('a chart of nothing says so', () => {
  const nothing = { ...counted, series: [{ name: 'succeeded', look: 'ok' as const, values: [0, 0, 0, 0, 0, 0] }] };
  expect(draw(nothing)).toContain('Nothing ran.');
  expect(draw(nothing)).not.toContain('<svg class="plot"');
  const unmeasured = { ...measured, series: [{ name: 'p95', look: 'first' as const, values: times.map(() => null) }] };
  expect(draw(unmeasured)).toContain('Nothing was called.');
});

test.each([
  [hourMs, 24, ['18:00', '00:00', '06:00', '12:00']],
  [60_000, 60, ['11:40', '11:50', '12:00', '12:10', '12:20', '12:30']],
  [24 * hourMs, 7, ['22 Nov', '23 Nov', '24 Nov', '25 Nov', '26 Nov', '27 Nov', '28 Nov']],
])('the axis names round instants: steps of %i ms, %i of them', (stepMs, count, labels) => {
  const drawn = drawChart({ ...measured, times: chartTimes(now, { stepMs, count }) });
  expect(drawn.labels.map(({ text }) => text)).toEqual(labels);
});

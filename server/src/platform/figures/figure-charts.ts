import { type Chart, drawChart } from '../admin/chart.ts';
import type { CallFigure } from './call-figures.ts';
import { quantileOf } from './latency.ts';
import type { StreamFigures } from './stream-figures.ts';

/** Draws how often something was called, and how long the answers took. */
export function drawCalls(figures: readonly CallFigure[], { id, step }: { id: string; step: string }): Chart[] {
  const times = figures.map(({ at }) => at);
  const quantiles = (share: number) => figures.map(({ latency }) => quantileOf(latency, share));
  return [
    drawChart({
      id: `${id}-count`,
      title: `Calls ${step}`,
      shape: 'bars',
      times,
      series: [
        { name: 'answered', look: 'ok', values: figures.map(({ calls, errors }) => calls - errors) },
        { name: 'refused or failed', look: 'bad', values: figures.map(({ errors }) => errors) },
      ],
      empty: 'Nothing was called in this time.',
    }),
    drawChart({
      id: `${id}-latency`,
      title: `How long answers took ${step}`,
      shape: 'lines',
      unit: 'ms',
      times,
      series: [
        { name: 'p50', look: 'first', values: quantiles(0.5) },
        { name: 'p95', look: 'second', values: quantiles(0.95) },
      ],
      empty: 'Nothing was answered in this time.',
    }),
  ];
}

/** Draws how many streams were open, with what they hear. */
export function drawOpenStreams(figures: readonly StreamFigures[]): Chart {
  return drawChart({
    id: 'streams-open',
    title: 'Open at a time, the most of each half hour',
    shape: 'lines',
    times: figures.map(({ at }) => at),
    series: [
      { name: 'streams', look: 'first', values: figures.map(({ streams }) => streams) },
      { name: 'topics', look: 'second', values: figures.map(({ topics }) => topics) },
      { name: 'listeners', look: 'third', values: figures.map(({ listeners }) => listeners) },
    ],
    empty: 'No process said anything in this time.',
  });
}

/** Draws what went over the streams, and how late. */
export function drawDeliveries(figures: readonly StreamFigures[]): Chart[] {
  const times = figures.map(({ at }) => at);
  const lag = (share: number) => figures.map((figure) => quantileOf(figure.lag, share));
  return [
    drawChart({
      id: 'streams-deliveries',
      title: 'Deliveries in each half hour',
      shape: 'bars',
      times,
      series: [
        { name: 'events handed to listeners', look: 'first', values: figures.map(({ deliveries }) => deliveries) },
      ],
      empty: 'Nothing was delivered in this time.',
    }),
    drawChart({
      id: 'streams-resets',
      title: 'Resets in each half hour',
      shape: 'bars',
      times,
      series: [{ name: 'listeners told to read anew', look: 'busy', values: figures.map(({ resets }) => resets) }],
      empty: 'Nobody was reset in this time.',
    }),
    drawChart({
      id: 'streams-lag',
      title: 'From the announcement of an event to its publishing',
      shape: 'lines',
      unit: 'ms',
      times,
      series: [
        { name: 'p50', look: 'first', values: lag(0.5) },
        { name: 'p95', look: 'second', values: lag(0.95) },
      ],
      empty: 'Nothing was published in this time.',
    }),
  ];
}

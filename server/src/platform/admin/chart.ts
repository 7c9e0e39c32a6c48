import { axisOf, type ChartLabel, stepOf } from './chart-axis.ts';
import { count } from './phrases.ts';

/** How a series is drawn: a state by its sign and its colour, any other by the kind of its line. */
export type ChartLook = 'ok' | 'busy' | 'bad' | 'idle' | 'first' | 'second' | 'third';

/** What is measured, step by step. */
export interface ChartSeries {
  readonly name: string;
  readonly look: ChartLook;
  /** One of each step; null where nothing was measured, which is drawn as a gap. */
  readonly values: readonly (number | null)[];
}

/** A chart over time. */
export interface ChartOf {
  /** Names it within its page. */
  readonly id: string;
  readonly title: string;
  /** `bars` for what is counted, stood on each other in the order of the series; `lines` for what is measured. */
  readonly shape: 'bars' | 'lines';
  /** Of what the values are, such as `ms`; none for what is counted. */
  readonly unit?: string;
  /** When each step begins; all are equally long. */
  readonly times: readonly Date[];
  readonly series: readonly ChartSeries[];
  /** Said in its place where there is nothing to draw. */
  readonly empty: string;
}

/** A chart, drawn: everything in units of its view box. */
export interface Chart extends Omit<ChartOf, 'series'> {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly baseline: number;
  /** The value at the top. */
  readonly most: number;
  readonly isEmpty: boolean;
  readonly labels: readonly ChartLabel[];
  readonly series: readonly DrawnSeries[];
  readonly bars: readonly ChartBar[];
  readonly marks: readonly { readonly look: 'busy' | 'bad'; readonly x: number; readonly y: number }[];
  /** Where a pointer reads the figures of a step. */
  readonly steps: { readonly width: number; readonly hints: readonly string[] };
}

/** A series with its line, in pieces between gaps, and the places of values that stand alone. */
export interface DrawnSeries extends ChartSeries {
  /** The sum of what was counted, or the last that was measured. */
  readonly figure: number | null;
  readonly line: string;
  readonly dots: readonly Point[];
}

interface ChartBar {
  readonly look: ChartLook;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const width = 336;
const top = 16;
const plotHeight = 56;
const baseline = top + plotHeight;
const labelHeight = 15;
/** A single failure among thousands of runs must still be seen. */
const leastHeight = 2;

/** Draws a chart; the same values draw the same text, so that a live part that shows it changes with them alone. */
export function drawChart(given: ChartOf): Chart {
  const { times, series, shape } = given;
  const tops = shape === 'bars' ? sums(series, times.length) : series.flatMap(({ values }) => values);
  const most = Math.max(0, ...tops.map((value) => value ?? 0));
  const step = width / Math.max(1, times.length);
  return {
    ...given,
    width,
    height: baseline + labelHeight,
    top,
    baseline,
    most,
    isEmpty: tops.every((value) => value === null) || (shape === 'bars' && most === 0),
    labels: axisOf(times, width),
    ...drawSeries(given, { step, heightOf: (value) => (most === 0 ? 0 : (value / most) * plotHeight) }),
    steps: { width: round(step), hints: times.map((at, index) => hintOf(given, at, index)) },
  };
}

function drawSeries({ shape, series, times }: ChartOf, scale: Scale): Pick<Chart, 'series' | 'bars' | 'marks'> {
  const drawn = series.map((one) => ({ ...one, line: '', dots: [], figure: figureOf(one, shape) }));
  if (shape === 'lines')
    return { series: drawn.map((one) => ({ ...one, ...lineOf(one, scale) })), bars: [], marks: [] };
  const bars = drawBars(series, times.length, scale);
  return { series: drawn, bars, marks: marksOn(bars, scale.step) };
}

interface Scale {
  readonly step: number;
  heightOf(value: number): number;
}

function sums(series: readonly ChartSeries[], length: number): (number | null)[] {
  return Array.from({ length }, (_, index) => {
    const values = series.flatMap(({ values: own }) => own[index] ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  });
}

function drawBars(series: readonly ChartSeries[], length: number, { step, heightOf }: Scale): ChartBar[] {
  // Narrow bars stand so close that they draw one shape.
  const gap = step >= 6 ? 3 : Math.min(1, step / 4);
  return Array.from({ length }, (_, index) => {
    let y = baseline;
    return series.flatMap(({ look, values }): ChartBar[] => {
      const value = values[index] ?? 0;
      if (value <= 0) return [];
      const height = Math.max(leastHeight, Math.round(heightOf(value)));
      y -= height;
      return [{ look, x: round(index * step), y, width: round(step - gap), height }];
    });
  }).flat();
}

/** What went wrong bears its sign on top of its bar as well: the colour alone tells it from the others to nobody who does not see it. */
function marksOn(bars: readonly ChartBar[], step: number): Chart['marks'] {
  if (step < 6) return [];
  return bars.flatMap(({ look, x, y, width: barWidth }) =>
    look === 'bad' || look === 'busy' ? [{ look, x: round(x + barWidth / 2), y: y - 4 }] : [],
  );
}

function lineOf({ values }: ChartSeries, { step, heightOf }: Scale): Pick<DrawnSeries, 'line' | 'dots'> {
  const at = (value: number, index: number): Point => ({
    x: round((index + 0.5) * step),
    y: round(baseline - heightOf(value)),
  });
  const pieces: Point[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) pieces.push([]);
    else pieces.at(-1)?.push(at(value, index));
  }
  const line = pieces
    .filter(({ length }) => length > 1)
    .map((piece) => `M${piece.map(({ x, y }) => `${x} ${y}`).join('L')}`)
    .join('');
  return { line, dots: pieces.flatMap((piece) => (piece.length === 1 ? piece : [])) };
}

function figureOf({ values }: ChartSeries, shape: ChartOf['shape']): number | null {
  const measured = values.filter((value) => value !== null);
  if (shape === 'lines') return measured.at(-1) ?? null;
  return measured.reduce((sum, value) => sum + value, 0);
}

function hintOf({ times, series, unit = '' }: ChartOf, at: Date, index: number): string {
  const figures = series.map(({ name, values }) => {
    const value = values[index] ?? null;
    return value === null ? `${name} not measured` : `${name} ${count(value)}${unit && ` ${unit}`}`;
  });
  return `${stepOf(at, times)}: ${figures.join(', ')}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

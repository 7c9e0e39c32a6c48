// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

const OKLCH = String.raw`oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)`;
const PAIR = new RegExp(String.raw`light-dark\(${OKLCH}, ${OKLCH}\)`);

type Color = [lightness: number, chroma: number, hue: number];

/** The light and the dark value of a declaration. */
function pairOf(declaration: string): { light: Color; dark: Color } {
  const found = PAIR.exec(declaration)?.slice(1).map(Number);
  if (found?.length !== 6) throw new Error(`This is no pair of colours: ${declaration}`);
  const [l1, c1, h1, l2, c2, h2] = found as [number, number, number, number, number, number];
  return { light: [l1, c1, h1], dark: [l2, c2, h2] };
}

const tokens = read('./tokens.css');
function token(name: string) {
  return pairOf(new RegExp(`--${name}: ([^;]+);`).exec(tokens)?.[1] ?? `--${name} is not a token.`);
}

/** Relative luminance as WCAG 2 has it, by way of OKLab and linear sRGB (https://www.w3.org/TR/css-color-4/#color-conversion-code). */
function luminance([lightness, chroma, hue]: Color): number {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Color, other: Color): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((first, second) => first - second) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

test('black on white is 21 to 1, so that the figures below mean something', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
});

describe.each(['light', 'dark'] as const)('in the %s', (appearance) => {
  test.each([
    ['ink', 'paper', 7],
    ['ink', 'paper-shade', 7],
    ['ink-soft', 'paper', 4.5],
    ['ink-soft', 'paper-shade', 4.5],
    ['signal-text', 'paper', 4.5],
    ['on-signal', 'signal-text', 4.5],
    ['signal', 'paper', 3],
    ['field-line', 'paper', 3],
  ])('--%s on --%s has the contrast it needs, %d to 1', (text, ground, least) => {
    expect(contrast(token(text)[appearance], token(ground)[appearance])).toBeGreaterThanOrEqual(least);
  });

  test('initials can be read on every tint', () => {
    const rules = [...read('./controls.css').matchAll(/\.tint-\d+ \{\s*background: ([^;]+);/g)];
    expect(rules).toHaveLength(12);
    const ink = pairOf(/\.avatar \{[^}]*\n  color: ([^;]+);/.exec(read('./controls.css'))?.[1] ?? '');
    for (const [, tint = ''] of rules) {
      expect(contrast(ink[appearance], pairOf(tint)[appearance]), tint).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** One measured number. */
export interface Figure {
  readonly row: string;
  readonly subject: string;
  readonly metric: string;
  readonly value: number;
}

/** The middle of what several rounds gave: one that was disturbed does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The value below which such a share of them lies, from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** To two decimals, as figures are printed. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

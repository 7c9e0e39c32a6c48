/** Says on standard error what a run is about to do, and how long it has taken so far: its figures come at its end. */
export function progress(doing: string): void {
  console.error(`${String(Math.round(performance.now() / 1000)).padStart(5)} s  ${doing}`);
}

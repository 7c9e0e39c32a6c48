import { fileURLToPath } from 'node:url';
import { runQuietly } from '../../tools/child.ts';
import { type Figure, median } from '../figure.ts';
import { makeProjects, type Project, type Reading } from './project.ts';
import { orpc, orpcUnchecked, ours, trpc, tsRest } from './subjects.ts';
import type { Diagnostics } from './type-check.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sizes = [100, 300, 1000];
const subjects = [ours, trpc, orpc, orpcUnchecked, tsRest];
const readings: readonly Reading[] = ['built', 'source'];
const metrics = ['instantiations', 'types', 'memoryMb', 'seconds'] as const;
/** Times differ from one to the next; what is counted does not. */
const rounds = 5;

/** Checks a client of twenty procedures against contracts of three sizes, ours and others', by turns. */
export async function benchTypes(): Promise<Figure[]> {
  // The kernel is read from its declarations, as by everybody who installs it.
  if (!(await runQuietly('tsc', ['-b', 'contracts'], { cwd: root }))) throw new Error('The contract does not compile.');
  await using folder = await makeProjects();
  const projects: Project[] = [];
  for (const size of sizes) for (const subject of subjects) projects.push(await folder.write(subject, size));
  const cases = projects.flatMap((project) =>
    readings.map((reading) => ({ project, reading, found: [] as Diagnostics[] })),
  );
  for (let round = 0; round < rounds; round += 1) {
    for (const { project, reading, found } of cases) found.push(await project.check(reading));
  }
  const figures = cases.flatMap(({ project: { size, subject }, reading, found }) =>
    metrics.map((metric) => ({
      row: rowOf(size, reading),
      subject,
      metric,
      value: median(found.map((diagnostics) => diagnostics[metric])),
    })),
  );
  for (const reading of readings) console.log(`${tableOf(figures, reading)}\n`);
  return figures;
}

function rowOf(size: number, reading: Reading): string {
  return `${size} procedures, ${reading}`;
}

/** As it stands in docs/performance.md. */
function tableOf(figures: readonly Figure[], reading: Reading): string {
  const value = (size: number, subject: string, metric: string): string => {
    const found = figures.find(
      (one) => one.row === rowOf(size, reading) && one.subject === subject && one.metric === metric,
    );
    return (found?.value ?? Number.NaN).toLocaleString('en');
  };
  const lines = subjects.map(({ name }) => {
    const counted = sizes.map((size) => value(size, name, 'instantiations'));
    const largest = metrics.slice(1).map((metric) => value(1000, name, metric));
    return `| ${[name, ...counted, ...largest].join(' | ')} |`;
  });
  const head = ['100', '300', '1,000', 'types', 'memory, MB', 'seconds'];
  return [`| ${reading} | ${head.join(' | ')} |`, `|---|${'---:|'.repeat(head.length)}`, ...lines].join('\n');
}

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { runQuietly } from '../../tools/child.ts';
import { demandPrograms, isCommand } from '../../tools/needed-programs.ts';
import { freePort } from '../../tools/redis.ts';
import { type Figure, median, rounded } from '../figure.ts';
import { type Running, start } from '../rest/subjects.ts';
import { type Request, requestsOf, type Row } from './requests.ts';
import { rulesMicros } from './rules.ts';
import { type Subject, subjects } from './subjects.ts';
import { type Report, wrk } from './wrk.ts';
import { progress } from '../progress.ts';

const connections = [1, 32, 256];
const seconds = 1;
const rounds = 5;
/** The kernel counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

interface Measured extends Report {
  readonly cpuMicros: number;
}

/**
 * Measures a typed call through ours beside the usual ways to serve one, each in a process of its own, by turns.
 *
 * @param only names of subjects and rows; all of them unless given.
 */
export async function benchRpc(only: readonly string[] = []): Promise<Figure[]> {
  const names = (Object.keys(subjects) as Subject[]).filter((name) => isAmong(name, Object.keys(subjects), only));
  const rows = Object.keys(requestsOf('ours')) as Row[];
  await demandPrograms([
    { debianPackage: 'wrk', advice: 'wrk: apt-get install wrk, or brew install wrk.', isThere: () => isCommand('wrk') },
    { debianPackage: 'util-linux', advice: 'taskset: part of util-linux.', isThere: () => isCommand('taskset') },
  ]);
  await using stage = new AsyncDisposableStack();
  const running = new Map<Subject, Running>();
  for (const name of names) running.set(name, stage.use(await startSubject(name)));
  const figures: Figure[] = [];
  for (const row of rows.filter((row) => isAmong(row, rows, only))) {
    for (const [name, { url }] of running) await check(url, requestsOf(name)[row], `${row} of ${name}`);
    for (const count of connections) figures.push(...(await measureRow(running, row, count)));
  }
  return [...figures, ...(await ofRules(figures))];
}

/** What the rules cost of a call, as a share of the shortest that there is. */
async function ofRules(figures: readonly Figure[]): Promise<Figure[]> {
  const row = 'access, limit, count, id';
  const micros = await rulesMicros();
  const whole = figures.find(
    ({ row: of, subject, metric }) => of === 'small query, 32' && subject === 'ours' && metric === 'CPU µs',
  );
  return [
    { row, subject: 'ours', metric: 'µs', value: rounded(micros) },
    ...(whole ? [{ row, subject: 'ours', metric: '% (goal 15)', value: rounded((micros / whole.value) * 100) }] : []),
  ];
}

function isAmong(name: string, all: readonly string[], only: readonly string[]): boolean {
  return only.includes(name) || !all.some((other) => only.includes(other));
}

/** The server has the first processor, the load the last. */
async function startSubject(subject: Subject): Promise<Running> {
  const running = await start('bench/rpc/server.ts', await freePort(), { SUBJECT: subject });
  await runQuietly('taskset', ['-acp', '0', String(running.pid)]);
  return running;
}

/** Seconds of processor time that a process has taken. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold anything: user and system time are the 14th and 15th of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** A subject that answers something else would be measured at nothing. */
async function check(url: string, { method, path, headers, body, status, holds }: Request, what: string) {
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (answer.status !== status || !text.includes(holds)) throw new Error(`${what}: ${answer.status} ${text}`);
}

async function measureRow(running: Map<Subject, Running>, row: Row, count: number): Promise<Figure[]> {
  progress(`${row}, ${count} connections`);
  const results = new Map<Subject, Measured[]>([...running.keys()].map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // Each begins as often as it follows; the first round warms them up.
    for (const [name, server] of round % 2 ? [...running].toReversed() : running) {
      const measured = await measure(server, requestsOf(name)[row], count);
      if (round > 0) results.get(name)?.push(measured);
    }
  }
  return figuresOf(`${row}, ${count}`, results);
}

async function measure({ url, pid }: Running, request: Request, count: number): Promise<Measured> {
  const before = await cpuSecondsOf(pid);
  const report = await wrk(url, request, { connections: count, seconds, processor: availableParallelism() - 1 });
  const wrong = request.status < 400 ? report.refused : report.requests - report.refused;
  if (wrong > 0 || report.errors > 0) throw new Error(`${request.path}: ${JSON.stringify(report)}`);
  return { ...report, cpuMicros: (((await cpuSecondsOf(pid)) - before) / report.requests) * 1e6 };
}

function figuresOf(row: string, results: Map<Subject, Measured[]>): Figure[] {
  const ours = results.get('ours') ?? [];
  return [...results].flatMap(([subject, rounds]) => {
    const middle = (read: (measured: Measured) => number) => rounded(median(rounds.map(read)));
    const ratio = median(rounds.map((measured, round) => rateOf(ours[round]) / rateOf(measured)));
    return [
      { row, subject, metric: 'requests/s', value: Math.round(middle(rateOf)) },
      { row, subject, metric: 'p50 ms', value: middle(({ p50Ms }) => p50Ms) },
      { row, subject, metric: 'p99 ms', value: middle(({ p99Ms }) => p99Ms) },
      { row, subject, metric: 'CPU µs', value: Math.round(middle(({ cpuMicros }) => cpuMicros)) },
      { row, subject, metric: 'ours is … times', value: rounded(ratio) },
    ];
  });
}

function rateOf(report: Report | undefined): number {
  return report ? report.requests / report.seconds : Number.NaN;
}

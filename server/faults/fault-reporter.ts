import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { rows } from './rows.ts';

type Outcome = 'holds' | 'failed' | 'skipped';

const outcomes = { passed: 'holds', failed: 'failed', skipped: 'skipped', pending: 'skipped' } as const;

/**
 * Prints a line for each row of the list of faults, and how many hold.
 *
 * @remarks
 * A row that nobody has built is listed as such. One that is built and did not run, since it or its file is skipped, fails
 * the run: what is not run holds nothing. Files that the command line left out are not asked for.
 */
export class FaultReporter implements Reporter {
  private readonly outcomes = new Map<string, Outcome>();

  onTestCaseResult(testCase: TestCase): void {
    const { state, errors = [] } = testCase.result();
    const outcome = outcomes[state];
    this.count(idOf(testCase), outcome);
    print(`${outcome === 'holds' ? '✓' : '✗'} ${testCase.name}: ${figuresOf(testCase) || outcome}`);
    for (const { stack, message } of errors) print(indented(stack ?? message));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const module of modules) this.failEmpty(module);
    for (const { stack, message } of unhandled) print(indented(stack ?? message));
    const built = builtIds();
    for (const { id, title } of rows) {
      if (!built.has(id)) print(`- ${id} ${title}: not built`);
    }
    const asked = [...this.outcomes.values()];
    const holding = asked.filter((outcome) => outcome === 'holds').length;
    print(`\n${holding} of ${asked.length} rows hold; ${rows.length - built.size} of ${rows.length} are not built.`);
    if (holding < asked.length || unhandled.length > 0) process.exitCode = 1;
  }

  /** A row of several tests holds where all of them do. */
  private count(id: string, outcome: Outcome): void {
    if ((this.outcomes.get(id) ?? 'holds') === 'holds') this.outcomes.set(id, outcome);
  }

  /** A file that brought no test: it does not load, or all of it is taken out. */
  private failEmpty(module: TestModule): void {
    const errors = module.errors();
    if (errors.length === 0 && [...module.children.allTests()].length > 0) return;
    print(`✗ ${relative(import.meta.dirname, module.moduleId)}: brings no row`);
    for (const { stack, message } of errors) print(indented(stack ?? message));
    this.outcomes.set(module.moduleId, 'failed');
  }
}

/** The ids by which the files here begin. */
function builtIds(): Set<string> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.fault.ts'));
  return new Set(files.map((name) => (name.split(/[-.]/)[0] ?? '').toUpperCase()));
}

/** By its name, since a test that is skipped never says which row it is. */
function idOf({ name }: TestCase): string {
  return name.split(' ')[0] ?? '';
}

function figuresOf(testCase: TestCase): string {
  const { measured } = testCase.meta().fault ?? { measured: [] };
  return measured.map(({ text, holds }) => (holds ? text : `✗ ${text}`)).join(', ');
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

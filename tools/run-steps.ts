import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

// Runs the npm scripts named as arguments, one after the other, all of them even where one fails: whoever waited for the
// tests wants to hear of the format as well. Ends with the last of what each said that failed, so that nobody has to look for
// it further up, a line for each, and with exit code 1 where one failed.

interface Outcome {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly seconds: string;
  /** The last lines that it wrote. */
  readonly last: readonly string[];
}

const linesRepeated = 80;

const names = process.argv.slice(2);
const outcomes: Outcome[] = [];
for (const name of names) outcomes.push(await runStep(name, `${outcomes.length + 1}/${names.length}`));

const failed = outcomes.filter(({ hasPassed }) => !hasPassed);
for (const { name, last } of failed) console.log(`\n▼ the last of what ${name} said\n${last.join('\n')}`);
console.log(
  `\n${outcomes.map(({ name, hasPassed, seconds }) => `${mark(hasPassed)} ${name.padEnd(14)} ${seconds} s`).join('\n')}`,
);
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.map(({ name }) => name).join(', ')}. Run one alone with npm run <name>.`);
  process.exitCode = 1;
}

async function runStep(name: string, position: string): Promise<Outcome> {
  console.log(`\n▶ ${name} (${position})`);
  const begun = performance.now();
  const env = process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env;
  const child = spawn('npm', ['run', '--silent', name], {
    stdio: ['inherit', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env,
  });
  const last: string[] = [];
  child.stdout.pipe(process.stdout, { end: false });
  child.stderr.pipe(process.stderr, { end: false });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (last.push(line) > linesRepeated) last.shift();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const hasPassed = code === 0;
  console.log(`${mark(hasPassed)} ${name} ${hasPassed ? 'passed' : 'failed'} after ${seconds} s`);
  return { name, hasPassed, seconds, last };
}

function mark(hasPassed: boolean): string {
  return hasPassed ? '✓' : '✗';
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Runs the npm scripts named as arguments, one after the other, all of them even where one fails: whoever waited for the
// tests wants to hear of the format as well. Ends with a line for each, and with exit code 1 where one failed.

interface Outcome {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly seconds: string;
}

const names = process.argv.slice(2);
const outcomes: Outcome[] = [];
for (const name of names) outcomes.push(await runStep(name, `${outcomes.length + 1}/${names.length}`));

console.log(
  `\n${outcomes.map(({ name, hasPassed, seconds }) => `${mark(hasPassed)} ${name.padEnd(14)} ${seconds} s`).join('\n')}`,
);
const failed = outcomes.filter(({ hasPassed }) => !hasPassed);
if (failed.length > 0) {
  console.log(`\nFailed: ${failed.map(({ name }) => name).join(', ')}. Run one alone with npm run <name>.`);
  process.exitCode = 1;
}

async function runStep(name: string, position: string): Promise<Outcome> {
  console.log(`\n▶ ${name} (${position})`);
  const begun = performance.now();
  const child = spawn('npm', ['run', '--silent', name], { stdio: 'inherit', shell: process.platform === 'win32' });
  const [code] = (await once(child, 'exit')) as [number | null];
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const hasPassed = code === 0;
  console.log(`${mark(hasPassed)} ${name} ${hasPassed ? 'passed' : 'failed'} after ${seconds} s`);
  return { name, hasPassed, seconds };
}

function mark(hasPassed: boolean): string {
  return hasPassed ? '✓' : '✗';
}

import { fileURLToPath } from 'node:url';
import { onEnd, runQuietly, startChild } from './child.ts';
import { productionArguments, productionMemory } from './production.ts';

// `npm start`: builds what changed since the last time and runs the production bundle.

const root = fileURLToPath(new URL('../', import.meta.url));

console.log('Building what changed …');
if (await runQuietly('nx', ['run-many', '-t', 'build', '-p', '@hybrid/server'], { cwd: root, onLine: sayTask })) {
  const product = startChild(process.execPath, [...productionArguments], { cwd: root, env: productionMemory });
  onEnd(() => product.stop());
  process.exitCode = (await product.exit) ?? 1;
} else {
  console.error('Nothing was started.');
  process.exitCode = 1;
}

function sayTask(line: string): void {
  const task = /^\s*✔\s+nx run @hybrid\/([\w:]+)/.exec(line)?.[1];
  if (task) console.log(`  ✔ ${task.replace(':', ' ')}`);
}

import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { type Child, onEnd, runQuietly, startChild } from './child.ts';

/** The repository's root. */
export const root = fileURLToPath(new URL('../', import.meta.url));

/** A program that runs beside others in one terminal. */
export interface Program {
  readonly name: string;
  readonly color: 'cyan' | 'magenta' | 'yellow';
  readonly command: string;
  readonly args: string[];
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Where it died, the next change below these starts it again. */
  readonly sources: string[];
}

/** Where a browser finds what is developed: Vite, and what it passes calls on to, on the next port. */
export interface DevelopmentPorts {
  readonly vite: number;
  readonly behind: number;
  readonly publicUrl: string;
}

/** Reads the ports out of the environment. */
export function developmentPorts(): DevelopmentPorts {
  const vite = Number(process.env['PORT'] || 3000);
  return { vite, behind: vite + 1, publicUrl: process.env['PUBLIC_URL'] || `http://127.0.0.1:${vite}` };
}

/** Vite with hot reload, in front of what answers behind it. */
export function viteProgram({ vite, behind }: DevelopmentPorts): Program {
  return {
    name: 'client',
    color: 'magenta',
    command: 'vite',
    args: ['--clearScreen', 'false'],
    cwd: 'client',
    env: { VITE_PORT: String(vite), API_URL: `http://127.0.0.1:${behind}` },
    sources: ['client'],
  };
}

/** Ends with advice where something listens on one of the ports. */
export async function refuseTakenPorts({ vite, behind }: DevelopmentPorts, script: string): Promise<void> {
  for (const port of [vite, behind]) {
    if (await isFree(port)) continue;
    console.error(
      `Port ${port} is taken. Stop what listens there, or choose others: PORT=4000 npm run ${script} uses 4000 and 4001.`,
    );
    process.exit(1);
  }
}

/** Tells whether nothing listens on a port of this machine. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return isListening;
}

/** Makes what is generated, and tells whether it could be made. */
export async function generate(): Promise<boolean> {
  return runQuietly('nx', ['run', '@hybrid/prisma:generate'], { cwd: root });
}

/** Runs programs beside each other until somebody asks to end, and `stop` after all of them have. */
export function runTogether(programs: readonly Program[], stop: () => Promise<void> = async () => {}): void {
  const running = new Map<string, Child>();
  const ending = new AbortController();
  onEnd(async () => {
    ending.abort();
    await Promise.all([...running.values()].map((child) => child.stop()));
    await stop();
    process.exit(0);
  });
  for (const program of programs) void keepRunning(program, running, ending.signal);
}

/** Starts a program, and starts it again after the next change where it ended by itself. */
async function keepRunning(program: Program, running: Map<string, Child>, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const { name, command, args, cwd = '.', env = {} } = program;
    const colors: Record<string, string> = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
    const child = startChild(command, args, {
      cwd: join(root, cwd),
      env: { ...colors, ...env },
      prefix: label(name, program.color),
    });
    running.set(name, child);
    const code = await child.exit;
    running.delete(name);
    if (ending.aborted) return;
    say(
      'dev',
      `${name} ended (${code === null ? 'killed' : `exit code ${code}`}). The next change below ${program.sources.join(', ')} starts it again.`,
    );
    await nextChange(program.sources);
  }
}

async function nextChange(sources: string[]): Promise<void> {
  const watchers = sources.map((source) => watch(join(root, source), { recursive: true }));
  await Promise.race(watchers.map((watcher) => once(watcher, 'change')));
  for (const watcher of watchers) watcher.close();
}

/** Says something beside what the programs say. */
export function say(name: string, line: string): void {
  console.log(`${label(name)} ${line}`);
}

function label(name: string, color: Program['color'] | 'dim' = 'dim'): string {
  return styleText(color, `${name.padEnd(8)}│`);
}

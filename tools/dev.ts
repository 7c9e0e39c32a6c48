import { once } from 'node:events';
import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { type Child, onEnd, runQuietly, startChild } from './child.ts';

// `npm run dev`: the server with restart on change, Vite with hot reload in front of it, one origin, one terminal.

const root = fileURLToPath(new URL('../', import.meta.url));
const vitePort = Number(process.env['PORT'] || 3000);
const serverPort = vitePort + 1;
const publicUrl = process.env['PUBLIC_URL'] || `http://127.0.0.1:${vitePort}`;

interface Program {
  readonly name: string;
  readonly color: 'cyan' | 'magenta' | 'yellow';
  readonly command: string;
  readonly args: string[];
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Where it died, the next change below these starts it again. */
  readonly sources: string[];
}

const serverSources = ['server/src', 'contracts/src', 'prisma', 'admin-views'];

const programs: Program[] = [
  {
    name: 'server',
    color: 'cyan',
    command: process.execPath,
    args: ['--watch-preserve-output', ...serverSources.map((path) => `--watch-path=${path}`), 'server/src/main.ts'],
    env: { PORT: String(serverPort), HOST: '127.0.0.1', PUBLIC_URL: publicUrl },
    sources: serverSources,
  },
  {
    name: 'client',
    color: 'magenta',
    command: 'vite',
    args: ['--clearScreen', 'false'],
    cwd: 'client',
    env: { VITE_PORT: String(vitePort), API_URL: `http://127.0.0.1:${serverPort}` },
    sources: ['client'],
  },
  // Nothing here waits for it: it keeps the declarations new that editors and `npm run typecheck` read.
  {
    name: 'types',
    color: 'yellow',
    command: 'tsc',
    args: ['-b', '--watch', '--preserveWatchOutput', 'contracts'],
    sources: ['contracts/src'],
  },
];

const running = new Map<string, Child>();
const ending = new AbortController();

await refuseTakenPorts();
await prepare();
// Held here as well, so that a restart of the server finds it running.
const postgres = process.env['DATABASE_URL']
  ? undefined
  : await startEmbeddedPostgres({ dataDir: process.env['DATA_DIR'] || '.data', log: (line) => say('dev', line) });
onEnd(stop);
for (const program of programs) void keepRunning(program);
regenerateOnChange();
say('dev', `Open ${publicUrl} when both are up; Ctrl-C stops everything.`);

async function refuseTakenPorts(): Promise<void> {
  for (const port of [vitePort, serverPort]) {
    if (await isFree(port)) continue;
    console.error(
      `Port ${port} is taken. Stop what listens there, or choose others: PORT=4000 npm run dev uses 4000 and 4001.`,
    );
    process.exit(1);
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  server.close();
  return isListening;
}

/** Makes what is generated. */
async function prepare(): Promise<void> {
  if (!(await runQuietly('nx', ['run', '@hybrid/prisma:generate'], { cwd: root }))) process.exit(1);
}

/** Starts a program, and starts it again after the next change where it ended by itself. */
async function keepRunning(program: Program): Promise<void> {
  while (!ending.signal.aborted) {
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
    if (ending.signal.aborted) return;
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

/** The generated client follows the schema, and the server, which watches it, follows the client. */
function regenerateOnChange(): void {
  let timer: NodeJS.Timeout | undefined;
  const generate = async (): Promise<void> => {
    if (await runQuietly('nx', ['run', '@hybrid/prisma:generate'], { cwd: root }))
      say('dev', 'Generated the Prisma client.');
  };
  watch(join(root, 'prisma'), (_event, file) => {
    if (file !== 'schema.prisma') return;
    clearTimeout(timer);
    timer = setTimeout(() => void generate(), 100);
  });
}

async function stop(): Promise<void> {
  ending.abort();
  await Promise.all([...running.values()].map((child) => child.stop()));
  await postgres?.stop();
  process.exit(0);
}

function say(name: string, line: string): void {
  console.log(`${label(name)} ${line}`);
}

function label(name: string, color: Program['color'] | 'dim' = 'dim'): string {
  return styleText(color, `${name.padEnd(8)}│`);
}

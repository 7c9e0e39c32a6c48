import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  /** Stands before each line of its output; without one, the output is passed on as it is. */
  readonly prefix?: string;
  readonly cwd: string;
  readonly env?: Record<string, string>;
}

/** A program that runs beside this one. */
export interface Child {
  /** Its process id; 0 where it could not be started. */
  readonly pid: number;
  /** Settles when it ended: with its exit code, or null where a signal ended it. */
  readonly exit: Promise<number | null>;
  /** Asks it to end and waits for that; kills it where it does not. */
  stop(): Promise<void>;
  /** Sends it a signal, where it has not ended. */
  kill(signal: NodeJS.Signals): void;
}

const patienceMs = 30_000;

/**
 * Starts a program in a process group of its own.
 *
 * @remarks
 * A terminal sends Ctrl-C to every process of its group, and npm sends it once more. In a group of its own the program
 * hears of it once, from us, and ends in order.
 */
export function startChild(command: string, args: string[], { prefix, cwd, env }: ChildOptions): Child {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: prefix === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (prefix !== undefined) for (const stream of [child.stdout, child.stderr]) passOn(stream, prefix);
  const exit = exitOf(child);
  return {
    pid: child.pid ?? 0,
    exit,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await exit;
      clearTimeout(kill);
    },
    kill: (signal) => void child.kill(signal),
  };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function passOn(stream: NodeJS.ReadableStream | null, prefix: string): void {
  if (stream) createInterface({ input: stream }).on('line', (line) => console.log(`${prefix} ${line}`));
}

export interface QuietOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Hears each line, for what is worth saying while it lasts. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program and tells whether it succeeded; its output is shown where it did not. */
export async function runQuietly(
  command: string,
  args: string[],
  { cwd, env, onLine }: QuietOptions = {},
): Promise<boolean> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  const listen = (line: string): void => {
    said.push(line);
    onLine?.(line);
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', listen);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) console.error(`${said.join('\n')}\n${command} ${args.join(' ')} failed.`);
  return code === 0;
}

/** Calls `stop` at the first request to end; those that follow change nothing. */
export function onEnd(stop: () => Promise<void>): void {
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void (stopping ??= stop()));
}

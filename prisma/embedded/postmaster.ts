import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ignoreCode } from './binaries.ts';

export interface Postmaster {
  pid: number;
  port: number;
  /** Postgres writes it itself: it is up and past recovery. */
  isReady: boolean;
}

/**
 * Finds the server that runs on `data`.
 *
 * @remarks
 * Postgres leaves postmaster.pid behind when it is killed, and after a restart of the machine the number may belong to any
 * other program. Postgres would then refuse to start, so such a file is removed here.
 */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const file = path.join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  // The lines are fixed by Postgres (miscadmin.h): pid, folder, start, port, socket folder, address, memory key, status.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (await runsOn(pid, data)) return { pid, port: Number(lines[3] ?? 0), isReady: lines[7] === 'ready' };
  // Somebody may have started a server since the file was read.
  if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
  return undefined;
}

/** Ends the server on `data` and waits until it is gone; each step is harsher than the one before. */
export async function stopPostmaster(data: string, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const steps = [
    { signal: 'SIGINT', patienceMs: 15_000 },
    { signal: 'SIGQUIT', patienceMs: 5000 },
    { signal: 'SIGKILL', patienceMs: 5000 },
  ] as const;
  for (const { signal, patienceMs } of mode === 'fast' ? steps : steps.slice(1)) {
    const running = await findPostmaster(data);
    if (!running) return;
    sendSignal(running.pid, signal);
    const giveUpAt = Date.now() + patienceMs;
    while (Date.now() < giveUpAt && (await runsOn(running.pid, data))) await delay(10);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    ignoreCode('ESRCH')(error as NodeJS.ErrnoException);
  }
}

async function runsOn(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readCommand(pid);
  return command.includes('postgres') && command.includes(data);
}

/** The command line of a process: empty when it is gone, or a zombie nobody has collected yet. */
async function readCommand(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout;
}

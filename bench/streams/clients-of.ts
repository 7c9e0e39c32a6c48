import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Order } from './clients.ts';
import { endWithUs } from '../end-with-us.ts';

/** How many files a process may hold open on this machine: of connections no more. */
export function filesMax(): number {
  return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? '1024');
}

/** So many connections a process: each may hold no more files open than the server. */
const perProcess = 10_000;

interface Process {
  readonly child: ChildProcess;
  open: number;
}

/** The clients of one server, in processes of their own. */
export class Clients {
  readonly #processes: Process[] = [];
  #opened = 0;

  /** Opens so many more. */
  async open(port: number, total: number, topic: 'own' | 'all'): Promise<void> {
    for (let left = total; left > 0;) {
      const to = this.#roomy();
      const count = Math.min(left, perProcess - to.open);
      await ask(to, { kind: 'open', port, from: this.#opened, count, topic });
      to.open += count;
      this.#opened += count;
      left -= count;
    }
  }

  /** How many events were heard since it was last forgotten. */
  async count(): Promise<number> {
    return (await this.#askAll({ kind: 'count' })).reduce<number>((sum, each) => sum + Number(each), 0);
  }

  async latencies(): Promise<number[]> {
    return z
      .array(z.array(z.number()))
      .parse(await this.#askAll({ kind: 'latencies' }))
      .flat();
  }

  async forget(): Promise<void> {
    await this.#askAll({ kind: 'forget' });
  }

  /** Has all lose the connection. */
  async drop(): Promise<void> {
    await this.#askAll({ kind: 'drop' });
  }

  /** Has all come back, and hear what they missed; returns how long that took, in ms. */
  async comeBack(): Promise<number> {
    return Math.max(...(await this.#askAll({ kind: 'return' })).map(Number));
  }

  /** Waits until so many events were heard. */
  async until(events: number): Promise<void> {
    const deadline = performance.now() + 60_000;
    while ((await this.count()) < events) {
      if (performance.now() > deadline) throw new Error(`After a minute not all of ${events} events were heard.`);
      await wait(5);
    }
  }

  stop(): void {
    for (const { child } of this.#processes) child.kill('SIGTERM');
  }

  #roomy(): Process {
    const last = this.#processes.at(-1);
    if (last && last.open < perProcess) return last;
    const added = { child: endWithUs(fork(fileURLToPath(new URL('clients.ts', import.meta.url)))), open: 0 };
    added.child.once('exit', (code) => {
      if (code) throw new Error('Clients of the benchmark have died.');
    });
    this.#processes.push(added);
    return added;
  }

  #askAll(what: Order): Promise<unknown[]> {
    return Promise.all(this.#processes.map((each) => ask(each, what)));
  }
}

async function ask({ child }: Process, what: Order): Promise<unknown> {
  child.send(what);
  const [answer] = await once(child, 'message');
  return answer;
}

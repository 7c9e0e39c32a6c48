import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../programs.ts';

/** The mock, as a program of its own. */
export interface TestMock {
  readonly url: string;
  /** What it has said, a line each. */
  readonly said: string[];
  /** Where it listens after it has started anew; asked for before it does. */
  restarted(): Promise<string>;
  /** Asks it to end; the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the program with flags, as `npm run mock` does, on a port that is free. */
export async function startTestMock(...flags: string[]): Promise<TestMock> {
  const child = spawn(process.execPath, ['tools/mock/main.ts', '--port', '0', ...flags], { cwd: root });
  const said: string[] = [];
  let hear: (address: string) => void = () => {};
  const listen = (line: string): void => {
    said.push(line);
    const [address] = /http:\S+(?=\/api\/trpc)/.exec(line) ?? [];
    if (address !== undefined) hear(address);
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', listen);
  const exited = once(child, 'exit');
  const nextAddress = (): Promise<string> =>
    Promise.race([
      new Promise<string>((resolve) => {
        hear = resolve;
      }),
      exited.then(() => Promise.reject(new Error(`The mock ended:\n${said.join('\n')}`))),
    ]);
  const url = await nextAddress();
  return {
    url,
    said,
    restarted: nextAddress,
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** Runs the program to its end: for flags that it refuses. */
export async function runMock(...flags: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['tools/mock/main.ts', ...flags], { cwd: root });
  const said: string[] = [];
  for (const input of [child.stdout, child.stderr]) input.on('data', (data: Buffer) => said.push(data.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said: said.join('') };
}

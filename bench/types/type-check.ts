import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the compiler says of its own work. */
export interface Diagnostics {
  readonly instantiations: number;
  readonly types: number;
  readonly memoryMb: number;
  readonly seconds: number;
}

/**
 * Runs the compiler on a project, in one thread: several checkers would each do a part of the work again.
 *
 * @throws Error with what it said, where it finds an error.
 */
export async function typeCheck(config: string): Promise<Diagnostics> {
  const { stdout } = await run('tsc', ['-p', config, '--extendedDiagnostics', '--singleThreaded']).catch(
    (error: { stdout?: string; message: string }) => {
      throw new Error(`${config} does not compile:\n${error.stdout?.slice(0, 2000) ?? ''}${error.message}`);
    },
  );
  const read = (name: string): number => {
    const [, value] = new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout) ?? [];
    if (value === undefined) throw new Error(`The compiler no longer says "${name}".`);
    return Number(value);
  };
  return {
    instantiations: read('Instantiations'),
    types: read('Types'),
    memoryMb: Math.round(read('Memory used') / 1024),
    seconds: read('Total time'),
  };
}

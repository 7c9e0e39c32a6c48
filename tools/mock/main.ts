import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import { onEnd, startChild } from '../child.ts';
import { generate, isFree, root } from '../programs.ts';
import { Unusable } from './contract-source.ts';
import { type Flags, readFlags, usage } from './flags.ts';

// `npm run mock`: the whole contract, answered from its schemas.

const portTaken = 'The port is taken: stop what listens there, or choose another with --port.';

async function main(args: string[]): Promise<void> {
  const flags = readFlags(args);
  if (flags.isHelp) return console.log(usage);
  return flags.isWatching ? watch(args, flags) : start(flags);
}

/** Runs the mock in a program of its own, which starts again when the contract changes. */
async function watch(args: string[], { directory, port }: Flags): Promise<void> {
  // Started under a watch, it would wait for a change that frees no port.
  if (port !== 0 && !(await isFree(port))) throw new Unusable(portTaken);
  // The pipeline names the errors of the database, whose client is generated.
  if (!(await generate())) process.exit(1);
  const own = fileURLToPath(import.meta.url);
  const watched = [join(resolve(directory), 'src'), join(root, 'tools/mock')].map((path) => `--watch-path=${path}`);
  const rest = args.filter((argument) => argument !== '--watch');
  const mock = startChild(process.execPath, ['--watch-preserve-output', ...watched, own, ...rest], {
    cwd: process.cwd(),
  });
  onEnd(() => mock.stop());
  process.exitCode = (await mock.exit) ?? 0;
}

async function start(flags: Flags): Promise<void> {
  // What it loads is generated before, by whoever watches.
  const { startMock } = await import('./start-mock.ts');
  const { server, url, procedures, problems } = await startMock(flags);
  onEnd(async () => {
    await server.stop();
    process.exit(0);
  });
  for (const problem of problems) console.error(`Cannot be answered: ${problem}`);
  console.log(greeting(flags, { url, procedures }));
}

function greeting({ seed, user }: Flags, { url, procedures }: { url: URL; procedures: number }): string {
  return `
  The mock answers ${procedures} procedures, from seed ${seed}, as ${user === 'none' ? 'nobody' : user}.

    Typed calls     ${url.origin}/api/trpc
    REST            ${url.origin}/api
    Documentation   ${url.origin}/api/docs
    Health          ${url.origin}/_status/ready

  A request may ask for something else by its headers

    Mock-User       none, user, viewer, operator or admin
    Mock-Error      the name of an error, or procedure=NAME
    Mock-Latency    milliseconds

  Ctrl-C stops it. Nothing is kept.
`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof Unusable) console.error(error.message);
  else if (isTaken(error)) console.error(portTaken);
  else throw error;
  process.exit(2);
});

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

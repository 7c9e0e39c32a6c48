import { fileURLToPath } from 'node:url';
import { ConfigurationError, readEnv } from './env.ts';
import { readableStack } from './platform/readable-stack.ts';
import { type Product, startProduct } from './start.ts';

// The same number of folders above the source as above the bundle.
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The most that a stop may take; whoever asked for it kills the process soon after. */
const stopMs = 25_000;

let starting: Promise<Product> | undefined;
let isStopping = false;

/** Stops what has started, or will have by then. */
function stop(reason: string, exitCode: number): void {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), stopMs).unref();
  Promise.resolve(starting)
    .then((product) => product?.stop(reason))
    .then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
}

// Before anything is opened: the first process of a container dies of no signal that it does not handle.
process.on('SIGTERM', () => stop('SIGTERM', 0));
process.on('SIGINT', () => stop('SIGINT', 0));

try {
  starting = startProduct(readEnv(), root);
  const { log } = await starting;
  // A bug that nothing caught leaves the process in a state nobody knows: it drains, and whoever runs it starts another.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'Nothing caught an error; the process stops.');
    stop('uncaughtException', 1);
  });
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  return error instanceof Error ? readableStack(error.stack ?? error.message) : String(error);
}

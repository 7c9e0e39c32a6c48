import { fileURLToPath } from 'node:url';
import { ConfigurationError, readEnv } from './env.ts';
import { startProduct } from './start.ts';

// The same number of folders above the source as above the bundle.
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The most that a stop may take; whoever asked for it kills the process soon after. */
const stopMs = 25_000;

try {
  const product = await startProduct(readEnv(), root);
  let isStopping = false;
  const stop = (signal: string, exitCode: number) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), stopMs).unref();
    product.stop(signal).then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  // A bug that nothing caught leaves the process in a state nobody knows: it drains, and whoever runs it starts another.
  process.on('uncaughtException', (error) => {
    product.log.fatal({ err: error }, 'Nothing caught an error; the process stops.');
    stop('uncaughtException', 1);
  });
} catch (error) {
  const text =
    error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

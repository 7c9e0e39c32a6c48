import { defineConfig } from 'vitest/config';
import { FaultReporter } from './faults/fault-reporter.ts';

/** The long half of the chaos and abuse tests: `npm run test:faults`, or some of them, `npm run test:faults -- r1 r9`. */
export default defineConfig({
  test: {
    include: ['faults/**/*.fault.ts'],
    globalSetup: ['test/global-setup.ts'],
    reporters: [new FaultReporter()],
    hookTimeout: 60_000,
    // One after the other: a row measures what the product does, and not what the row beside it leaves of the machine.
    fileParallelism: false,
    passWithNoTests: true,
  },
});

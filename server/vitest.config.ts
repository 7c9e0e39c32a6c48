import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Real engines on a shared machine: a test that waits for a fact must not be failed by a slow second.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    // The product keeps no state in its modules. Loading them once a worker instead of once a file halves the time of a run,
    // and a file that leaves something behind for the next one shows that they do keep some.
    isolate: false,
    maxWorkers: 2,
    typecheck: { enabled: false },
  },
});

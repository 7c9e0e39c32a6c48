import { defineConfig } from 'vitest/config';

// `npm run blank:check`: apart from the other tests, as it takes minutes.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['blank.check.ts'],
    reporters: ['verbose'],
    // An installation takes as long as the network does, and the whole check of a product as long as the machine.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});

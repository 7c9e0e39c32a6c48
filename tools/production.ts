/**
 * What Node is started with in production, from the repository's root; the image says the same in its own words.
 *
 * @remarks
 * A young generation of 4 MB instead of 16, and WebAssembly, which is Prisma's query compiler, compiled once and quickly:
 * docs/performance.md says what each brought, and what it costs.
 */
export const productionArguments = ['--max-semi-space-size=4', '--liftoff-only', 'server/dist/main.js'] as const;

/**
 * How the C library is to hold memory, by its own defaults held fast.
 *
 * @remarks
 * It raises both thresholds with the first large block that is freed, and then keeps what the hash of a password took: 19 MB in each of
 * four threads.
 */
export const productionMemory = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
} as const;

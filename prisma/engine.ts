import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type * as EngineModule from '@prisma/schema-engine-wasm';
import { type MigrationAdapter, openMigrationAdapter, openShadowAdapter } from './migration-adapter.ts';

type Engine = typeof EngineModule;

// The engine asks for a schema to learn the kind of database; the models come with each question.
const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

/**
 * Runs `use` with Prisma's schema engine on the database of `url`: WebAssembly over our own driver, no binary to fetch.
 *
 * @remarks
 * Where a script failed, the error's `cause` is Postgres's own: the engine tells less, and sometimes something else.
 */
export async function withEngine<Result>(
  url: string,
  use: (engine: EngineModule.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  const { SchemaEngine } = await loadEngine();
  const opened: MigrationAdapter[] = [];
  const remember = (adapter: MigrationAdapter): SqlDriverAdapter => {
    opened.push(adapter);
    return adapter;
  };
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => remember(await openMigrationAdapter(url)),
    connectToShadowDb: async () => remember(await openShadowAdapter(url)),
  });
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', datasource]] }, ignoreLog, factory);
  try {
    return await use(engine);
  } catch (error) {
    const cause = opened.map((adapter) => adapter.scriptFailure()).find(Boolean);
    throw cause ? new Error('A migration failed.', { cause }) : error;
  } finally {
    engine.free();
    // The engine may have closed some already; closing twice does nothing.
    for (const adapter of opened) await adapter.dispose();
  }
}

function ignoreLog(): void {
  // The engine narrates each step; what failed comes back as an error.
}

let loading: Promise<Engine> | undefined;

/**
 * Loads the engine once a process.
 *
 * @remarks
 * The package's own entry imports its .wasm file as a module, which a bundler cannot follow; its second entry takes the
 * instance from us. Both are found through Node's resolution, so they stay in node_modules when we are bundled.
 */
async function loadEngine(): Promise<Engine> {
  loading ??= instantiate();
  return loading;
}

/** What the types of the second entry leave out: it is handed the exports of its own instance. */
interface Glue extends Engine {
  __wbg_set_wasm(exports: object): void;
}

// Node has it; its types come with the browser's, which the rest of this code must not see.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

async function instantiate(): Promise<Engine> {
  const glueName = '@prisma/schema-engine-wasm/schema_engine_bg';
  const folder = path.dirname(createRequire(import.meta.url).resolve(glueName));
  const wasm = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
  // The cast adds the function that the package exports without a type.
  const glue = (await import(glueName)) as Glue;
  // The engine tells why it gave up through this global, and fails over its absence instead when there is none.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: reportPanic } });
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

function reportPanic(message: string): never {
  throw new Error(`Prisma's schema engine gave up: ${message}`);
}

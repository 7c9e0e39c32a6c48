import type { ProductName } from './product-name.ts';

type Json = Readonly<Record<string, unknown>>;

/** What only the product needs of npm, by the manifest that asks for it. */
const productDependencies: Readonly<Record<string, readonly string[]>> = {
  '': [
    '@hono/node-server',
    '@orpc/client',
    '@orpc/contract',
    '@orpc/server',
    '@ts-rest/core',
    '@types/autocannon',
    'autocannon',
    'fastify',
    'hono',
    'graphile-worker',
    'helmet',
    'pg',
  ],
  client: ['react-markdown', 'remark-gfm'],
  server: ['fflate'],
  contracts: [],
  prisma: [],
};

/** The folders with manifests, the root's first. */
export const manifestFolders: readonly string[] = Object.keys(productDependencies);

/** A manifest as a new product has it. */
export function manifestOf(folder: string, text: string, name: ProductName): Json {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const gone = new Set(productDependencies[folder]);
  const without = (key: string): Json =>
    Object.fromEntries(Object.entries((manifest[key] ?? {}) as Json).filter(([dependency]) => !gone.has(dependency)));
  const kept = ['dependencies', 'devDependencies'].filter((key) => key in manifest).map((key) => [key, without(key)]);
  const own = { ...manifest, ...Object.fromEntries(kept), nx: withoutBenchIn(manifest['nx']) };
  return folder === '' ? rootManifest(own, name) : own;
}

function rootManifest(manifest: Record<string, unknown>, { kebab }: ProductName): Json {
  const { bench: _bench, 'blank:check': _blankCheck, ...scripts } = manifest['scripts'] as Record<string, string>;
  const shortened = Object.entries(scripts).map(([script, command]) => [script, withoutBench(command)]);
  return { ...manifest, name: kebab, version: '0.1.0', scripts: Object.fromEntries(shortened) };
}

/** A command that names the folder of benchmarks, or the check of what is written here. */
function withoutBench(command: string): string {
  return command.replaceAll(/ && tsc -p bench\S*| bench(?= |$)| blank:check/g, '');
}

interface Target {
  readonly command?: string;
  readonly inputs?: readonly unknown[];
}

/** The targets of a workspace, which name that folder in their commands and inputs. */
function withoutBenchIn(nx: unknown): unknown {
  const { targets = {}, ...rest } = nx as { targets?: Record<string, Target> };
  const kept = Object.entries(targets).filter(([target]) => target !== 'blank-check');
  const own = kept.map(([target, { command, inputs, ...other }]) => [
    target,
    {
      ...(command !== undefined && { command: withoutBench(command) }),
      ...other,
      ...(inputs && { inputs: inputs.filter((input) => !String(input).includes('/bench/')) }),
    },
  ]);
  return { ...rest, ...(kept.length > 0 && { targets: Object.fromEntries(own) }) };
}

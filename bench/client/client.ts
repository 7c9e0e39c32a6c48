import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { type Figure, rounded } from '../figure.ts';

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What every such client is made of; each is laid into a file of its own, so that it can be weighed. */
const libraries = {
  React: /node_modules[\\/](react|react-dom|scheduler)[\\/]/,
  'React Router': /node_modules[\\/]react-router[\\/]/,
  'TanStack Query': /node_modules[\\/]@tanstack[\\/]/,
  tRPC: /node_modules[\\/]@trpc[\\/]/,
};
/** What is no page: how calls travel, the contract's facts, the live connection. */
const ownRuntime = /[\\/](contracts[\\/]src|client[\\/]src[\\/]lib)[\\/](?!catalogue[\\/])/;

/** A client, and the files that are asked for beside its entry when its front page is visited. */
interface Subject {
  readonly name: string;
  readonly config: InlineConfig;
  readonly beside: readonly string[];
}

const subjects: readonly Subject[] = [
  {
    name: 'ours',
    config: { root: folderOf('../../client/'), configFile: folderOf('../../client/vite.config.ts') },
    beside: ['routes/home-page.tsx', 'catalogue/english/english.ts'],
  },
  { name: 'minimal', config: { root: folderOf('./minimal/'), configFile: false }, beside: [] },
];

/** Weighs, packed by gzip, what a first visit to the front page loads of our client and of the smallest one on the same libraries. */
export async function benchClient(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-client-'));
  try {
    const figures: Figure[] = [];
    for (const subject of subjects) figures.push(...(await weigh(subject, join(folder, subject.name))));
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function weigh({ name: subject, config, beside }: Subject, outDir: string): Promise<Figure[]> {
  const shipped = visited(await chunksOf(config, outDir, []), beside);
  // What comes later, with a form or another page, is not weighed, whichever library it is of.
  const loaded = new Set(shipped.flatMap(({ moduleIds }) => moduleIds));
  const parts = sizesOf(visited(await chunksOf(config, outDir, groupsOf(loaded)), beside));
  const runtime = [...Object.keys(libraries), 'own runtime'].map((name) => [name, parts.get(name) ?? 0] as const);
  const sum = sumOf(parts.values());
  const total = sumOf(runtime.map(([, bytes]) => bytes));
  const figure = (row: string, metric: string, value: number): Figure => ({ row, subject, metric, value });
  return [
    figure('front page, as it is shipped', 'bytes', sumOf(sizesOf(shipped).values())),
    ...runtime.map(([name, bytes]) => figure(name, 'bytes', bytes)),
    figure('pages and words', 'bytes', sum - total),
    figure('client runtime', 'bytes', total),
    figure('client runtime', 'share', rounded(total / sum)),
  ];
}

interface Group {
  readonly name: string;
  readonly test: (id: string) => boolean;
  readonly priority: number;
}

/** They come before the groups that a client has of its own. */
function groupsOf(loaded: ReadonlySet<string>): Group[] {
  const all = [...Object.entries(libraries), ['own runtime', ownRuntime] as const];
  return all.map(([name, of]) => ({ name, test: (id) => loaded.has(id) && of.test(id), priority: 100 }));
}

async function chunksOf(config: InlineConfig, outDir: string, groups: readonly Group[]): Promise<Chunk[]> {
  const output = groups.length > 0 ? { codeSplitting: { groups: [...groups] } } : {};
  const built = await build({
    ...config,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, rolldownOptions: { output } },
  });
  if (!('output' in built)) throw new Error('Vite built something else than one client.');
  return built.output.filter((file) => file.type === 'chunk');
}

type Chunk = Rolldown.OutputChunk;

/** The entry, what is asked for beside it, and all that these import. */
function visited(chunks: readonly Chunk[], beside: readonly string[]): Chunk[] {
  const found = new Set<Chunk>();
  const collect = (chunk: Chunk | undefined): void => {
    if (!chunk || found.has(chunk)) return;
    found.add(chunk);
    for (const imported of chunk.imports) collect(chunks.find(({ fileName }) => fileName === imported));
  };
  collect(chunks.find(({ isEntry }) => isEntry));
  for (const path of beside) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll('\\', '/').endsWith(path));
    if (!chunk) throw new Error(`No file of the build begins with ${path}.`);
    collect(chunk);
  }
  return [...found];
}

function sizesOf(chunks: readonly Chunk[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { name, code } of chunks) {
    sizes.set(name, (sizes.get(name) ?? 0) + gzipSync(code, { level: 9 }).length);
  }
  return sizes;
}

function sumOf(values: Iterable<number>): number {
  return [...values].reduce((sum, value) => sum + value, 0);
}

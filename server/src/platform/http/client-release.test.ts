import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clientRelease } from './client-release.ts';

async function indexFile(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-release-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const file = join(folder, 'index.html');
  await writeFile(file, html);
  return file;
}

test('the release of the client is the name of its first file', async () => {
  const file = await indexFile(
    '<script src="/static/before-paint-Bx1.js"></script><script type="module" crossorigin src="/static/index-D_k-3z.js"></script>',
  );
  expect(clientRelease(file)).toBe('index-D_k-3z');
});

test('a client that is not built has no release', () => {
  expect(clientRelease(join(tmpdir(), 'never-built', 'index.html'))).toBeNull();
});

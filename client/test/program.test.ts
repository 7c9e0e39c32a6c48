// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('no file of the server, not even a type, is in the program of the client', () => {
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const listed = execFileSync(process.execPath, [tsc, '-p', 'client', '--listFilesOnly'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((file) => file !== '');
  // A list that is empty, or stops at our own files, would prove nothing.
  expect(files.filter((file) => file.includes('/client/src/')).length).toBeGreaterThan(60);
  expect(files.filter((file) => file.includes('/contracts/dist/')).length).toBeGreaterThan(5);
  expect(files.length).toBeGreaterThan(300);
  const foreign =
    /\/(server|prisma|admin-views|tools)\/(?!.*node_modules)|node_modules\/(better-auth|@prisma|prisma|express|pg)\//;
  const ours = files.map((file) => file.replace(root, '/')).filter((file) => !file.startsWith('/client/tools/'));
  expect(ours.filter((file) => foreign.test(file.replace(/^\/node_modules\/@trpc\/server\//, '/')))).toEqual([]);
}, 60_000);

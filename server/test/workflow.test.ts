import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './services.ts';

const Step = z.object({
  run: z.string().optional(),
  uses: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Workflow = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.object({ container: z.string().optional(), steps: z.array(Step) })),
});
const Package = z.object({ scripts: z.record(z.string(), z.string()) });

const text = readFileSync(join(root, '.github/workflows/check.yml'), 'utf8');
const { permissions, jobs } = Workflow.parse(parse(text));
const { scripts } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const steps = Object.values(jobs).flatMap((job) => job.steps);

test('the workflow runs the check of a laptop, the gate and the image, in Debian where Debian is asked for', () => {
  expect(jobs['check']?.steps.map(({ run }) => run)).toContain('.ci/run');
  for (const name of ['check', 'contract']) expect(jobs[name]?.container).toMatch(/^node:\d+-bookworm$/);
  const gate = jobs['contract']?.steps.flatMap(({ run }) => (run?.includes('--format github') ? [run] : [])) ?? [];
  expect(gate).toHaveLength(2);
  expect(jobs['image']?.steps.some(({ run }) => run?.startsWith('docker build'))).toBe(true);
});

test('whatever it runs is there', () => {
  const called = steps.flatMap(({ run = '' }) =>
    [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name ?? ''),
  );
  expect(called.length).toBeGreaterThan(2);
  for (const name of called) expect(scripts, name).toHaveProperty([name]);
  expect(existsSync(join(root, '.ci/run'))).toBe(true);
});

test('it holds no secret, may write nothing, and hands no text of a stranger to a shell', () => {
  expect(text).not.toMatch(/secrets\./);
  expect(permissions).toEqual({ contents: 'read' });
  // A branch or title is whatever its author calls it: it reaches a command by the environment alone.
  for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{/);
});

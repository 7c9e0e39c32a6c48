import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from './embedded.ts';

/** Starts the server the tests share and hands them its URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  project.provide('serverUrl', server.url);
  return () => server.stop();
}

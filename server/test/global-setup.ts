import type { TestProject } from 'vitest/node';
import { startTestServices, type TestServices } from './services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    services: TestServices;
  }
}

/** Starts the engines once for the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...services } = await startTestServices();
  project.provide('services', services);
  return stop;
}

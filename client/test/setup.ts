import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// A slow second of a shared machine fails nothing.
configure({ asyncUtilTimeout: 15_000 });

// What React, the router or a query warns about is a fault of ours: it fails the test that caused it.
const warned: unknown[][] = [];
for (const level of ['error', 'warn'] as const) {
  vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
    warned.push(words);
  });
}

afterEach(() => {
  cleanup();
  // Tests of the build run without a browser's storage.
  if ('sessionStorage' in globalThis) sessionStorage.clear();
  const words = warned.splice(0);
  if (words.length > 0) throw new Error(`An unexpected warning: ${words.map((word) => word.join(' ')).join('\n')}`);
});

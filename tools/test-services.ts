import { createRequire } from 'node:module';
import { demandPrograms, isCommand, isExecutable, type NeededProgram } from './needed-programs.ts';

// What the tests need that npm does not bring: a Redis and a browser. On Debian as root they are installed, elsewhere
// the message says what to install.

const services: NeededProgram[] = [
  {
    debianPackage: 'redis-server',
    advice:
      'Redis: install redis-server (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL.',
    isThere: async () => Boolean(process.env['REDIS_URL']) || (await isCommand('redis-server')),
  },
  {
    debianPackage: 'chromium',
    advice:
      'Chromium: install it (Debian: apt-get install chromium), or let Playwright fetch its own: npx playwright install chromium.',
    isThere: async () =>
      (await isCommand('chromium', 'chromium-browser', 'google-chrome')) || isExecutable(playwrightChromium()),
  },
];

try {
  await demandPrograms(services);
  console.log('Redis and Chromium are there.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function playwrightChromium(): string {
  // The journeys are the client's, and so is their Playwright.
  const clients = createRequire(new URL('../client/package.json', import.meta.url));
  const { chromium } = clients('@playwright/test') as { chromium: { executablePath(): string } };
  return chromium.executablePath();
}

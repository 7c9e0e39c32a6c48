import { access, constants, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { runQuietly } from './child.ts';

// What the tests need that npm does not bring: a Redis and a browser. On Debian as root they are installed, elsewhere
// the message says what to install.

interface Service {
  /** The Debian package. */
  readonly debianPackage: string;
  readonly advice: string;
  isThere(): Promise<boolean>;
}

const services: Service[] = [
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

let missing = await findMissing();
if (missing.length > 0 && process.getuid?.() === 0 && (await isDebian())) {
  const packages = missing.map(({ debianPackage }) => debianPackage);
  console.log(`Installing ${packages.join(' and ')} by apt-get; this takes a minute …`);
  await install(packages);
  missing = await findMissing();
}
if (missing.length > 0) {
  console.error(['The tests need more than npm installs:', ...missing.map(({ advice }) => `  ${advice}`)].join('\n'));
  process.exitCode = 1;
} else {
  console.log('Redis and Chromium are there.');
}

async function findMissing(): Promise<Service[]> {
  const isThere = await Promise.all(services.map((service) => service.isThere()));
  return services.filter((_, index) => !isThere[index]);
}

async function isCommand(...names: string[]): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(folders.flatMap((folder) => names.map((name) => isExecutable(join(folder, name)))));
  return found.includes(true);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function playwrightChromium(): string {
  // The journeys are the client's, and so is their Playwright.
  const clients = createRequire(new URL('../client/package.json', import.meta.url));
  const { chromium } = clients('@playwright/test') as { chromium: { executablePath(): string } };
  return chromium.executablePath();
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(?:_LIKE)?=.*debian/m.test(release) && isCommand('apt-get');
}

async function install(packages: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update', '-qq'], { env });
  await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

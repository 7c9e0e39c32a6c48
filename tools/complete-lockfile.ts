import { readFile, writeFile } from 'node:fs/promises';

/**
 * Adds to package-lock.json the packages of other platforms that npm left out.
 *
 * @remarks
 * npm writes down only what it can fetch at the moment: from a registry that lacks a platform's package, or over an
 * existing node_modules, it writes a lock file that its own `npm ci` then refuses ("Missing: … from lock file"). What is
 * missing follows from the exact versions that each package names in its `optionalDependencies`.
 */
interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

type LockedPackages = Record<string, LockedPackage>;

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(await readFile(file, 'utf8')) as { packages: LockedPackages };
const missing = Object.entries(lock.packages).flatMap(([parent]) => missingBelow(lock.packages, parent));
const known = Object.entries(lock.packages);
lock.packages = Object.fromEntries([...known, ...missing].toSorted(([a], [b]) => a.localeCompare(b, 'en')));
if (missing.length > 0) await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  missing.length === 0 ? 'package-lock.json is complete.' : `Added ${missing.length} packages of other platforms.`,
);

function missingBelow(packages: LockedPackages, parent: string): [string, LockedPackage][] {
  const { dev, optionalDependencies = {} } = packages[parent] ?? {};
  return Object.entries(optionalDependencies).flatMap(([name, version]): [string, LockedPackage][] => {
    const found = resolve(packages, parent, name);
    const isExact = /^\d+\.\d+\.\d+[\w.+-]*$/.test(version);
    if (!isExact || packages[found ?? '']?.version === version) return [];
    const place = found === undefined ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
    const { cpu, libc, os } = platformOf(name);
    // In npm's own order, so that its next run changes nothing.
    return [[place, { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, os }]];
  });
}

/** Where Node, starting in `parent`, finds the package. */
function resolve(packages: LockedPackages, parent: string, name: string): string | undefined {
  const place = parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
  if (packages[place]) return place;
  if (parent === '') return undefined;
  const above = parent.lastIndexOf('/node_modules/');
  return resolve(packages, above === -1 ? '' : parent.slice(0, above), name);
}

/** What the name says about the machines that the package is for: without it npm would install it everywhere. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const [, os, cpu, abi = ''] =
    /\b(aix|android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(name) ?? [];
  if (os === undefined || cpu === undefined)
    throw new Error(`The name of ${name} does not say for which platform it is.`);
  const libc = abi.startsWith('musl') ? ['musl'] : ['glibc'];
  return { os: [os], cpu: [cpu], ...(os === 'linux' && { libc }) };
}

interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, LockedPackage>>;

/** The manifests of a product, by their folders: the root's is the empty one. */
export type Manifests = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const described = ['dependencies', 'devDependencies'] as const;

/**
 * Derives the lock file of a product from ours: its own manifests in the place of ours, and of the packages those that they
 * reach. Every version stays as it is, so that an installation brings what was tested here.
 */
export function deriveLockfile(text: string, manifests: Manifests): string {
  const lock = JSON.parse(text) as { name: string; packages: Packages };
  const own = Object.fromEntries(
    [...manifests].map(([folder, manifest]) => {
      const kept = Object.entries(lock.packages[folder] ?? {}).filter(([key]) => !described.includes(key as never));
      const now = ['name', 'version', ...described].flatMap((key) => (key in manifest ? [[key, manifest[key]]] : []));
      return [folder, { ...Object.fromEntries(kept), ...Object.fromEntries(now) } as LockedPackage];
    }),
  );
  const packages = { ...lock.packages, ...own };
  // npm asks for the links of all workspaces, whoever needs them.
  const links = Object.keys(packages).filter((place) => packages[place]?.link);
  const reached = reach(packages, [...manifests.keys(), ...links]);
  const entries = Object.entries(packages).filter(([place]) => reached.has(place));
  const name = String(manifests.get('')?.['name']);
  return `${JSON.stringify({ ...lock, name, packages: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** The places of all packages that some of them need, whatever for. */
function reach(packages: Packages, from: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const one = packages[place] ?? {};
    if (one.link && one.resolved) waiting.push(one.resolved);
    const needed = [one.dependencies, one.devDependencies, one.optionalDependencies, one.peerDependencies];
    for (const name of needed.flatMap((list) => Object.keys(list ?? {}))) {
      const at = placeOf(packages, place, name);
      if (at !== undefined) waiting.push(at);
    }
  }
  return found;
}

/** Where Node, starting in a package, finds another. */
function placeOf(packages: Packages, from: string, name: string): string | undefined {
  for (let folder: string | undefined = from; folder !== undefined; folder = above(folder)) {
    const place: string = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place]) return place;
  }
  return undefined;
}

function above(folder: string): string | undefined {
  if (folder === '') return undefined;
  const inner = folder.lastIndexOf('/node_modules/');
  return inner === -1 ? '' : folder.slice(0, inner);
}

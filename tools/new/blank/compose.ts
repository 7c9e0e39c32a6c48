import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFiles } from '../../repository-files.ts';
import { textFiles } from '../text-files.ts';
import { amendAll } from './amend.ts';
import { amendments, nameplate } from './amendments.ts';
import { platformFiles } from './classify.ts';
import { docAmendments } from './doc-amendments.ts';
import { deriveLockfile, type Manifests } from './lockfile.ts';
import { manifestFolders, manifestOf } from './manifests.ts';
import { type ProductName, rename } from './product-name.ts';
import { withoutProduct } from './schema.ts';

/** What lies in a new product, by the paths below its root. */
export type Files = Map<string, string | Buffer>;

/** The files that stand in the place of the product's, by the paths below the root. */
export function overlayFiles(): ReadonlyMap<string, string> {
  return textFiles(fileURLToPath(new URL('overlay/', import.meta.url)));
}

/** Composes the platform without the product: what is copied, what the overlay has instead, and what is derived of both. */
export async function compose(root: string, name: ProductName): Promise<Files> {
  const overlay = overlayFiles();
  const changes = [...amendments, ...docAmendments, nameplate(name)];
  const files: Files = new Map();
  for (const file of platformFiles(await repositoryFiles(root), new Set(overlay.keys()))) {
    const bytes = await readFile(join(root, file));
    files.set(file, isText(bytes) ? rename(amendAll(file, bytes.toString(), changes), name) : bytes);
  }
  for (const [file, source] of overlay) files.set(file, rename(await readFile(source, 'utf8'), name));
  files.set(
    'prisma/schema.prisma',
    rename(withoutProduct(await readFile(join(root, 'prisma/schema.prisma'), 'utf8')), name),
  );
  await addManifests(files, root, name);
  return files;
}

async function addManifests(files: Files, root: string, name: ProductName): Promise<void> {
  const manifests: Manifests = new Map(
    await Promise.all(
      manifestFolders.map(async (folder) => {
        const text = await readFile(join(root, folder, 'package.json'), 'utf8');
        return [folder, manifestOf(folder, text, name)] as const;
      }),
    ),
  );
  for (const [folder, manifest] of manifests) {
    files.set(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
  files.set('package-lock.json', deriveLockfile(await readFile(join(root, 'package-lock.json'), 'utf8'), manifests));
}

/** What is no UTF-8 is none, such as a file that is packed. */
function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

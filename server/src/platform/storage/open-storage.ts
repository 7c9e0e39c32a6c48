import type { Logger } from '../log.ts';
import { createBucketStorage } from './bucket-storage.ts';
import { createDiskStorage } from './disk-storage.ts';
import type { Storage } from './storage.ts';
import { parseStorageUrl } from './storage-url.ts';

interface StorageOptions {
  /** As STORAGE_URL has it. */
  readonly url: string | undefined;
  /** Where files are kept without one. */
  readonly folder: string;
  readonly isLaptop: boolean;
  readonly log: Logger;
}

/** Opens the storage that the configuration names. Connects to nothing. */
export function openStorage({ url, folder, isLaptop, log }: StorageOptions): Storage {
  const place = url === undefined ? { folder } : parseStorageUrl(url);
  if ('bucket' in place) return createBucketStorage(place.bucket);
  if (!isLaptop) {
    log.info(
      { folder: place.folder },
      'Files are kept in a folder, which this must be the only instance to use. STORAGE_URL names a bucket for several.',
    );
  }
  return createDiskStorage(place.folder);
}

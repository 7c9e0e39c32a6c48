import type { Readable } from 'node:stream';

/** What a file is made of; a `Blob` of a file on the disk (`openAsBlob`) never stands in memory as a whole. */
export type StorageBody = Uint8Array | Blob;

/** A file that was found in the storage. */
export interface StoredFile {
  readonly body: Readable;
  readonly sizeBytes: number;
  /** The media type it was put under. */
  readonly type: string;
  readonly modifiedAt: Date;
}

/**
 * Where files are kept that people or releases bring: a folder, or a bucket of any S3-compatible service.
 *
 * @remarks
 * Keys are made by the server: letters, digits, `.`, `_`, `-` and `/`, no segment of dots alone, and none that is the folder
 * of another. What a key names never changes: a new file gets a new key, so that every answer may be cached for good.
 */
export interface Storage {
  /** Puts a file under a key, all of it or nothing; a second time replaces it. */
  put(key: string, body: StorageBody, options: { readonly type: string }): Promise<void>;
  /** The file of a key, or null. Whoever asks reads the body to its end or destroys it. */
  get(key: string): Promise<StoredFile | null>;
  /** Removes the file of a key; nothing happens where there is none. */
  delete(key: string): Promise<void>;
  /** Every file whose key begins so, in no order. */
  list(prefix: string): AsyncIterable<{ readonly key: string; readonly modifiedAt: Date }>;
}

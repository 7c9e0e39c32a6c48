import { fileURLToPath } from 'node:url';

/** A bucket of an S3-compatible service, and who we are there. */
export interface BucketAddress {
  /** The address of the bucket: the service's own and the bucket's name as its path. */
  readonly url: URL;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Reads what STORAGE_URL says: a folder, or a bucket.
 *
 * @throws Error saying what is missing; never with the address itself, which holds a secret.
 */
export function parseStorageUrl(text: string): { folder: string } | { bucket: BucketAddress } {
  const url = new URL(text);
  if (url.protocol === 'file:') return { folder: fileURLToPath(url) };
  return { bucket: bucketOf(url) };
}

function bucketOf({ protocol, host, pathname, username, password, searchParams }: URL): BucketAddress {
  const name = /^\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (name === undefined) throw new Error('STORAGE_URL has to name one bucket after the host.');
  if (username === '' || password === '') throw new Error('STORAGE_URL has to hold a key and its secret.');
  return {
    url: new URL(`${protocol === 's3:' ? 'https' : 'http'}://${host}/${name}`),
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  };
}

/** Tells whether STORAGE_URL can be used. */
export function isStorageUrl(text: string): boolean {
  try {
    parseStorageUrl(text);
    return true;
  } catch {
    return false;
  }
}

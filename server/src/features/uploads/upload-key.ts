/** Where uploads lie in the storage. */
export const uploadsPrefix = 'uploads/';

/** The key in the storage of an upload whose address is `/uploads/<key>`. */
export function storageKeyOf(key: string): string {
  return `${uploadsPrefix}${key}`;
}

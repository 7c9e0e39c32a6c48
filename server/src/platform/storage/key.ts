/**
 * Lets a key pass.
 *
 * @throws Error for one that might lead out of the storage: keys are made by us, so that a bad one is a bug.
 */
export function checkedKey(key: string): string {
  const isSafe = /^[\w.-]+(?:\/[\w.-]+)*$/.test(key) && !/(?:^|\/)\.+(?:\/|$)/.test(key) && key.length <= 512;
  if (!isSafe) throw new Error(`"${key}" is no key of the storage.`);
  return key;
}

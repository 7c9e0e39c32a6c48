/** What is no older than so many times as long is still handed over while it is read anew. */
const staleFactor = 3;

/**
 * Has what is read again and again, such as by live pages, read at most once within some time.
 *
 * @remarks
 * Whoever comes soon after that time is not kept waiting: they get what is known, and the next one what is read meanwhile. What fails is
 * read anew.
 */
export function remember<Value>(forMs: number, read: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly value: Value; readonly readMs: number } | null = null;
  let reading: Promise<Value> | null = null;
  const readOnce = async (): Promise<Value> => {
    const readMs = performance.now();
    try {
      const value = await read();
      known = { value, readMs };
      return value;
    } finally {
      reading = null;
    }
  };
  return async () => {
    const ageMs = known ? performance.now() - known.readMs : Number.POSITIVE_INFINITY;
    if (known && ageMs < forMs) return known.value;
    reading ??= readOnce();
    if (!known || ageMs > staleFactor * forMs) return reading;
    reading.catch(() => undefined);
    return known.value;
  };
}

/** Has what is read again and again, such as by live pages, read at most once within some time. What fails is read anew. */
export function remember<Value>(forMs: number, read: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly value: Promise<Value>; readonly untilMs: number } | null = null;
  return () => {
    if (known && performance.now() < known.untilMs) return known.value;
    const value = read();
    known = { value, untilMs: performance.now() + forMs };
    value.catch(() => (known = null));
    return value;
  };
}

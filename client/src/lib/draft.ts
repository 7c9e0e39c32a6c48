/** What was typed into a form, kept until it is sent: a lost session or a reload must not cost a word. */
export interface DraftShelf {
  read(key: string): Record<string, string> | null;
  write(key: string, values: Record<string, string>): void;
  drop(key: string): void;
  clear(): void;
}

const PREFIX = 'conduit:draft:';

/** Drafts in the storage of this tab; where storage is switched off or full, they are not kept. */
export const tabDrafts: DraftShelf = {
  read: (key) => attempt(() => parse(sessionStorage.getItem(PREFIX + key))) ?? null,
  write: (key, values) => attempt(() => sessionStorage.setItem(PREFIX + key, JSON.stringify(values))),
  drop: (key) => attempt(() => sessionStorage.removeItem(PREFIX + key)),
  clear: () =>
    attempt(() => {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    }),
};

function parse(stored: string | null): Record<string, string> | null {
  if (stored === null) return null;
  const value: unknown = JSON.parse(stored);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).filter(([, text]) => typeof text === 'string')) as Record<
    string,
    string
  >;
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

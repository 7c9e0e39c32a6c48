import type { DraftText } from './draft-text.ts';

/** A text that the server does not have yet, kept on this device. */
export interface LocalCopy {
  readonly id: string;
  readonly text: DraftText;
  /** The revision it was written over; null where the server never heard of the draft. */
  readonly revision: number | null;
  /** When it was typed. */
  readonly at: string;
}

/** What one person has on this device and not yet on the server. */
export interface LocalCopies {
  all(): LocalCopy[];
  read(id: string): LocalCopy | null;
  /** Says whether it is kept: storage may be full, or switched off. */
  write(copy: LocalCopy): boolean;
  drop(id: string): void;
}

const PREFIX = 'conduit:drafts:';

/** The copies of a person, in the storage of the browser: it is there at once, and stays when the tab is closed. */
export function localCopies(userId: string, storage: Storage = localStorage): LocalCopies {
  const prefix = `${PREFIX}${userId}:`;
  const read = (id: string) => attempt(() => parse(storage.getItem(prefix + id))) ?? null;
  return {
    read,
    all: () => {
      const keys = attempt(() => Object.keys(storage)) ?? [];
      const copies = keys.flatMap((key) => (key.startsWith(prefix) ? (read(key.slice(prefix.length)) ?? []) : []));
      return copies.toSorted((one, other) => other.at.localeCompare(one.at));
    },
    write: (copy) =>
      attempt(() => {
        storage.setItem(prefix + copy.id, JSON.stringify(copy));
        return true;
      }) ?? false,
    drop: (id) => attempt(() => storage.removeItem(prefix + id)),
  };
}

const DESK = 'conduit:desk';

/** The new draft that this tab was writing: a reload, or a way through signing in, goes on with it. */
export const desk = {
  read: (): string | null => attempt(() => sessionStorage.getItem(DESK)) ?? null,
  write: (id: string): void => attempt(() => sessionStorage.setItem(DESK, id)),
};

/** Only we write there, but an extension or an older release may have: what is not a copy is none. */
function parse(stored: string | null): LocalCopy | null {
  if (stored === null) return null;
  const value = JSON.parse(stored) as Partial<LocalCopy> | null;
  const isCopy = typeof value?.id === 'string' && typeof value.at === 'string' && isText(value.text);
  return isCopy ? (value as LocalCopy) : null;
}

function isText(text: Partial<DraftText> | undefined): boolean {
  const texts = [text?.title, text?.description, text?.body];
  return texts.every((part) => typeof part === 'string') && Array.isArray(text?.tags);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

import type { Draft } from '@hybrid/contracts';
import { isBlank, isSameText } from './draft-text.ts';
import type { DraftText } from './draft-text.ts';
import type { SaveFailure } from './save-failure.ts';

/** Saved so long after the last word, and so long after the first unsaved one at the latest. */
const PAUSE_MS = 1_000;
const LONGEST_MS = 10_000;
/** How often the copy on this device follows what is typed. */
const COPY_MS = 250;
const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 30_000;

export type SavePhase = 'idle' | 'waiting' | 'saving' | 'saved' | 'unreachable' | 'refused' | 'conflict' | 'gone';

/** How the text on the page and the one on the server stand to each other. */
export interface SaveState {
  readonly phase: SavePhase;
  /** What the server holds; null while it never heard of the draft. */
  readonly revision: number | null;
  /** The draft that somebody else, or another tab, saved meanwhile. */
  readonly theirs: Draft | null;
  /** Why the last attempt was refused. */
  readonly error: unknown;
  /** Whether what is not saved is kept on this device. */
  readonly isKept: boolean;
}

export interface AutosaveSetup {
  readonly text: DraftText;
  /** What the server holds, with its revision; null for a new draft. */
  readonly stored: { readonly text: DraftText; readonly revision: number } | null;
  /** Saves over a revision; without one, begins the draft. */
  readonly send: (text: DraftText, revision: number | null) => Promise<Draft>;
  readonly failureOf: (error: unknown) => SaveFailure;
  /** Keeps a text on this device; null drops it. */
  readonly keep: (copy: { text: DraftText; revision: number | null } | null) => boolean;
  readonly onSaved?: (draft: Draft) => void;
}

/** Saves a draft while it is written. It is no component: it outlives a render, and is tested without a page. */
export class Autosave {
  readonly #setup: AutosaveSetup;
  readonly #listeners = new Set<() => void>();
  #state: SaveState;
  #text: DraftText;
  #stored: DraftText | null;
  #sent: DraftText | null = null;
  #running: Promise<void> | null = null;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #copyTimer: ReturnType<typeof setTimeout> | undefined;
  #unsavedSince: number | null = null;
  #failures = 0;
  #isClosed = false;

  constructor(setup: AutosaveSetup) {
    this.#setup = setup;
    this.#text = setup.text;
    this.#stored = setup.stored?.text ?? null;
    const revision = setup.stored?.revision ?? null;
    this.#state = { phase: 'idle', revision, theirs: null, error: null, isKept: true };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SaveState => this.#state;

  /** Takes over what stands on the page now. */
  change(text: DraftText): void {
    if (this.#isClosed || isSameText(text, this.#text)) return;
    this.#text = text;
    this.#copyTimer ??= setTimeout(() => this.keepCopy(), COPY_MS);
    if (this.#isHalted()) return;
    this.#schedule();
  }

  /** Saves at once; tells whether the server has everything now. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#saveTimer);
    while (this.#running !== null) await this.#running;
    if (this.#isClosed || this.#isHalted()) return false;
    if (this.#isSaved()) return true;
    await this.#run();
    return this.#isSaved();
  }

  /** Keeps what is not saved on this device, now: the tab may be about to close. */
  keepCopy(): void {
    clearTimeout(this.#copyTimer);
    this.#copyTimer = undefined;
    if (this.#isClosed) return;
    const { revision } = this.#state;
    this.#set({ isKept: this.#setup.keep(this.#isSaved() ? null : { text: this.#text, revision }) });
  }

  /** Shows a draft that was saved elsewhere, to be decided about; what stands on the page stays. */
  meet(theirs: Draft): void {
    this.#set({ phase: 'conflict', theirs });
    this.keepCopy();
  }

  /** Saves what stands on the page over what was saved elsewhere. */
  async keepMine(): Promise<boolean> {
    const { theirs } = this.#state;
    if (theirs) this.#adopt(theirs, theirs);
    return this.flush();
  }

  /** Goes on from what was saved elsewhere; the page shows it. */
  takeTheirs(): Draft | null {
    const { theirs } = this.#state;
    if (theirs === null) return null;
    this.#text = theirs;
    this.#adopt(theirs, theirs);
    this.keepCopy();
    return theirs;
  }

  /** Begins the draft anew, after it was published or deleted elsewhere. */
  async beginAnew(): Promise<boolean> {
    this.#stored = null;
    this.#set({ phase: 'idle', revision: null });
    return this.flush();
  }

  /** Ends it: the text is published or deleted, and nothing of it is kept. */
  close(): void {
    clearTimeout(this.#saveTimer);
    clearTimeout(this.#copyTimer);
    this.#isClosed = true;
    this.#setup.keep(null);
  }

  #isHalted(): boolean {
    return this.#state.phase === 'conflict' || this.#state.phase === 'gone';
  }

  #isSaved(): boolean {
    return this.#stored === null ? isBlank(this.#text) : isSameText(this.#text, this.#stored);
  }

  #schedule(): void {
    this.#unsavedSince ??= Date.now();
    const latest = this.#unsavedSince + LONGEST_MS - Date.now();
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.flush(), Math.max(0, Math.min(PAUSE_MS, latest)));
    if (this.#running === null) this.#set({ phase: 'waiting', error: null });
  }

  async #run(): Promise<void> {
    this.#running = this.#attempt();
    await this.#running;
  }

  async #attempt(): Promise<void> {
    const sent = this.#text;
    this.#unsavedSince = null;
    this.#set({ phase: 'saving', error: null });
    try {
      const draft = await this.#setup.send(sent, this.#state.revision);
      this.#running = null;
      this.#accept(draft, sent);
    } catch (error) {
      this.#running = null;
      this.#refuse(error, sent);
    }
  }

  #accept(draft: Draft, sent: DraftText): void {
    this.#failures = 0;
    // A draft that was begun before is answered as it is: ours of an attempt whose answer was lost, or somebody's work.
    if (!isSameText(draft, sent) && draft.revision > 1 && !this.#isOurs(draft)) return this.meet(draft);
    this.#adopt(draft, draft);
    this.#setup.onSaved?.(draft);
    this.keepCopy();
    if (!this.#isSaved()) this.#schedule();
  }

  #adopt(draft: Draft, stored: DraftText): void {
    this.#stored = stored;
    this.#set({ phase: 'saved', revision: draft.revision, theirs: null, error: null });
  }

  #isOurs(draft: Draft): boolean {
    return this.#sent !== null && isSameText(draft, this.#sent);
  }

  #refuse(error: unknown, sent: DraftText): void {
    const failure = this.#setup.failureOf(error);
    // The answer to an earlier attempt was lost: what the server holds is what we sent.
    if (failure.kind === 'conflict' && (isSameText(failure.theirs, sent) || this.#isOurs(failure.theirs))) {
      return this.#accept(failure.theirs, failure.theirs);
    }
    this.#sent = sent;
    if (failure.kind === 'conflict') return this.meet(failure.theirs);
    this.#set({ phase: failure.kind, error });
    this.keepCopy();
    if (failure.kind === 'unreachable') this.#retry();
  }

  #retry(): void {
    this.#failures += 1;
    const wait = Math.min(RETRY_LONGEST_MS, RETRY_FIRST_MS * 2 ** (this.#failures - 1));
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.flush(), wait);
  }

  #set(change: Partial<SaveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

import { topicsMax } from '@hybrid/contracts/kernel';
import { Heard } from './heard.ts';
import { lead, type Leadership } from './leadership.ts';
import { type Listener, Listeners } from './listeners.ts';
import { OneStream, type OpenStream } from './one-stream.ts';
import { joinTabs, type LiveMessage, type LiveState, type TabChannel, type TabMessage } from './tab-message.ts';
import { Wanted } from './wanted.ts';

/** What the page listens to. */
export interface Live {
  /** Listens to a topic; returns what ends that. */
  listen(topic: string, listener: Listener): () => void;
  /** How the stream of this browser stands, whichever tab has it. */
  readonly state: () => LiveState;
  readonly subscribe: (onChange: () => void) => () => void;
  close(): void;
}

interface LiveOptions {
  readonly open: OpenStream;
  /** Whether an event has no number, and so is never told twice. */
  readonly isEphemeral: (name: string) => boolean;
  /** Reads again what is on the screen. */
  readonly readAgain: () => void;
}

/** By which the tabs of a browser find each other. */
const NAME = 'hybrid-live';
/** Parts of a page come and go together; each change opens the stream anew. */
const SETTLE_MS = 50;
/** How often the leader says that it is there, and asks who else is. Browsers make it a minute in the background. */
const BEAT_MS = 20_000;
/** How long the leader may be silent before somebody who is looked at asks for it, and then takes its place. */
const SILENCE_MS = 10_000;
const ANSWER_MS = 3_000;
const LOOK_MS = 5_000;
/** A reset of the server's own follows the opening of a stream at once, and says what this tab would say to itself. */
const JOIN_MS = 300;

/**
 * Joins all tabs of a browser to one stream.
 *
 * @remarks
 * HTTP/1.1 allows six connections to an origin. One tab leads: it has the stream, for the topics that any tab wants, and hands
 * on what it hears. Each tab knows by the cursor of every message where it is, so that the one that takes over resumes there:
 * nothing is lost in between, and what is told twice is heard once.
 */
export function createLive(options: LiveOptions): Live {
  return new LiveTab(options);
}

class LiveTab implements Live {
  readonly #id = crypto.randomUUID();
  readonly #options: LiveOptions;
  readonly #heard = new Heard();
  readonly #listeners = new Listeners();
  /** The topics of which this tab misses nothing: since it read what it shows, it was told, or told to read again. */
  readonly #following = new Set<string>();
  readonly #wanted = new Wanted();
  readonly #stream: OneStream;
  readonly #channel: TabChannel;
  readonly #leadership: Leadership;
  readonly #onChange = new Set<() => void>();
  readonly #left = new AbortController();
  #isLeading = false;
  #state: LiveState = 'idle';
  #settling: ReturnType<typeof setTimeout> | undefined;
  #heardLeaderAt = performance.now();
  #beatAt = 0;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#stream = new OneStream({
      open: options.open,
      cursorOf: (topics) => this.#heard.cursorOf(topics),
      onMessage: (id, message) => {
        this.#channel.post({ type: 'told', id, message });
        this.#tell(id, message);
      },
      onState: (state) => this.#setState(state),
    });
    this.#channel = joinTabs(NAME, (message) => this.#receive(message));
    this.#leadership = lead(NAME, (isLeading) => this.#takeLead(isLeading));
    this.#watch();
    this.#channel.post({ type: 'probe' });
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#onChange.add(onChange);
    return () => this.#onChange.delete(onChange);
  };

  listen(topic: string, listener: Listener): () => void {
    const isNew = this.#listeners.add(topic, listener);
    if (isNew) this.#settle();
    return () => {
      const isLast = this.#listeners.delete(topic, listener);
      if (!isLast) return;
      this.#following.delete(topic);
      this.#settle();
    };
  }

  close(): void {
    this.#left.abort();
    clearTimeout(this.#settling);
    this.#say([]);
    this.#leadership.leave();
    this.#channel.close();
  }

  #watch(): void {
    const { signal } = this.#left;
    const looking = setInterval(() => this.#look(), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(looking));
    document.addEventListener('visibilitychange', () => this.#lookUp(), { signal });
    // A page that was put to sleep and came back missed what the others were told meanwhile.
    addEventListener('pageshow', (event) => event.persisted && this.#catchUp(), { signal });
    document.addEventListener('resume', () => this.#catchUp(), { signal });
    addEventListener('pagehide', () => this.#say([]), { signal });
  }

  /** Says what this tab wants once its parts have come and gone. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#say(this.#listeners.topics), SETTLE_MS);
  }

  #say(topics: readonly string[]): void {
    const want = { type: 'want', tab: this.#id, topics } as const;
    this.#channel.post(want);
    this.#hearWant(want);
  }

  #receive(message: TabMessage): void {
    if (message.type === 'want') this.#hearWant(message);
    else if (message.type === 'told') this.#tell(message.id, message.message);
    else if (message.type === 'lead') this.#hearLeader(message);
    else if (this.#isLeading) this.#beat();
  }

  #hearWant({ tab, topics }: Extract<TabMessage, { type: 'want' }>): void {
    const isMore = this.#wanted.set(tab, topics);
    // Where what it wants is heard already, that is what it has to know.
    if (this.#isLeading && !this.#follow() && isMore) this.#beat();
  }

  #hearLeader({ state, topics }: Extract<TabMessage, { type: 'lead' }>): void {
    this.#heardLeaderAt = performance.now();
    this.#setState(state);
    if (state === 'open') this.#join(topics);
    // It may be a new one, which knows of nobody; and it forgets who does not answer.
    this.#channel.post({ type: 'want', tab: this.#id, topics: this.#listeners.topics });
  }

  #takeLead(isLeading: boolean): void {
    this.#isLeading = isLeading;
    if (!isLeading) return this.#stream.stop();
    this.#beat();
    this.#wanted.set(this.#id, this.#listeners.topics);
    this.#follow();
  }

  #follow(): boolean {
    return this.#stream.follow(this.#wanted.topics(topicsMax));
  }

  #setState(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (this.#isLeading) this.#beat();
    for (const changed of this.#onChange) changed();
  }

  /** Says that this tab leads, and how its stream is. */
  #beat(): void {
    this.#beatAt = performance.now();
    const { topics } = this.#stream;
    this.#channel.post({ type: 'lead', state: this.#state, topics });
    if (this.#state === 'open') this.#join(topics);
  }

  /** Topics are heard that this tab was not told of from their beginning: what it read before may be older. */
  #join(topics: readonly string[]): void {
    setTimeout(() => {
      for (const topic of topics) if (!this.#following.has(topic)) this.#handOn({ type: 'reset', topic });
    }, JOIN_MS);
  }

  /** Every tab hears every topic, and so knows where to resume it should it come to lead. */
  #tell(id: string, message: LiveMessage): void {
    this.#heardLeaderAt = performance.now();
    const isNew = this.#heard.take(message.topic, id);
    const isHeard = message.type === 'event' && !isNew && !this.#options.isEphemeral(message.name);
    if (!isHeard) this.#handOn(message);
  }

  /** Tells the parts of this page that listen. */
  #handOn(message: LiveMessage): void {
    if (message.type !== 'event' && this.#listeners.has(message.topic)) this.#following.add(message.topic);
    this.#listeners.tell(message, this.#options.readAgain);
  }

  #look(): void {
    const now = performance.now();
    if (this.#isLeading) {
      if (now - this.#beatAt < BEAT_MS) return;
      this.#wanted.sweep();
      this.#wanted.set(this.#id, this.#listeners.topics);
      this.#beat();
    } else if (document.visibilityState === 'visible' && now - this.#heardLeaderAt > SILENCE_MS) {
      this.#askForLeader();
    }
  }

  /** A tab that is looked at comes first, and does not wait to find out that nobody leads. */
  #lookUp(): void {
    if (document.visibilityState !== 'visible') return;
    this.#say(this.#listeners.topics);
    if (!this.#isLeading) this.#askForLeader();
  }

  /** A leader that was put to sleep keeps its lock: whoever is awake takes it. */
  #askForLeader(): void {
    const askedAt = performance.now();
    this.#channel.post({ type: 'probe' });
    setTimeout(() => {
      const isAway = this.#heardLeaderAt < askedAt && !this.#isLeading && !this.#left.signal.aborted;
      if (isAway) this.#leadership.seize();
    }, ANSWER_MS);
  }

  #catchUp(): void {
    for (const topic of this.#listeners.topics) this.#handOn({ type: 'reset', topic });
    this.#lookUp();
  }
}

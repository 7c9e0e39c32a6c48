import { setTimeout as wait } from 'node:timers/promises';
import { type Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { inParts, type News, type NewsSink, patient } from './news.ts';
import { slotOf } from './slot-of.ts';

/** How long until it is tried again to hear what could not be subscribed to: a shard is away, or moves. */
const retryMs = 200;
/** Shards move rarely, and say so; this is for a move that nobody heard of. */
const surveyMs = 10_000;

const Slots = z.array(
  z.tuple([z.number(), z.number(), z.tuple([z.string(), z.number()]).rest(z.unknown())]).rest(z.unknown()),
);

/** Hears the news of a cluster: a connection to each shard, for the channels whose slots are there. */
export class ClusterNews implements News {
  readonly #cluster: Cluster;
  readonly #log: Logger;
  readonly #channels = new Set<string>();
  readonly #shards = new Map<string, Redis>();
  /** The shard of each slot. */
  #owners: string[] = [];
  #sink: NewsSink | undefined;
  #surveying: Promise<void> | null = null;
  readonly #clock: NodeJS.Timeout;
  #isClosed = false;

  constructor(cluster: Cluster, log: Logger) {
    this.#cluster = cluster;
    this.#log = log;
    this.#clock = setInterval(() => void this.#survey(), surveyMs).unref();
  }

  async subscribe(channels: readonly string[]): Promise<void> {
    for (const channel of channels) this.#channels.add(channel);
    let missing = channels;
    while (missing.length > 0 && !this.#isClosed) {
      missing = await this.#trySubscribe(missing);
      if (missing.length === 0) return;
      await this.#survey();
      await wait(retryMs, undefined, { ref: false });
      missing = missing.filter((channel) => this.#channels.has(channel));
    }
  }

  async unsubscribe(channel: string): Promise<void> {
    this.#channels.delete(channel);
    await this.#shards.get(this.#ownerOf(channel))?.sunsubscribe(channel);
  }

  connect(sink: NewsSink): void {
    this.#sink = sink;
    this.#cluster.on('ready', () => void this.#survey());
    void this.#survey();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#clock);
    for (const shard of this.#shards.values()) shard.disconnect();
  }

  #ownerOf(channel: string): string {
    return this.#owners[slotOf(channel)] ?? '';
  }

  /** Returns what could not be subscribed to. */
  async #trySubscribe(channels: readonly string[]): Promise<string[]> {
    const byOwner = Map.groupBy(channels, (channel) => this.#ownerOf(channel));
    const missing = await Promise.all(
      [...byOwner].map(async ([owner, own]) => {
        const shard = this.#shards.get(owner);
        return shard && (await subscribed(shard, own)) ? [] : own;
      }),
    );
    return missing.flat();
  }

  /** Asks the cluster which slots are where; one survey at a time. */
  #survey(): Promise<void> {
    this.#surveying ??= this.#lookAround().finally(() => {
      this.#surveying = null;
    });
    return this.#surveying;
  }

  async #lookAround(): Promise<void> {
    const owners = await this.#readOwners();
    if (!owners || this.#isClosed) return;
    const before = this.#owners;
    this.#owners = owners;
    this.#connect(new Set(owners));
    const moved = [...this.#channels].filter((channel) => {
      const owner = before[slotOf(channel)];
      return owner !== undefined && owner !== this.#ownerOf(channel);
    });
    // Not waited for: it surveys again where it does not come about.
    if (moved.length > 0) void this.#hearAgain(moved);
  }

  /** Has a connection to each shard, and to nothing else. */
  #connect(owners: ReadonlySet<string>): void {
    for (const owner of owners) if (owner !== '' && !this.#shards.has(owner)) this.#open(owner);
    for (const [owner, shard] of this.#shards) {
      if (owners.has(owner)) continue;
      this.#shards.delete(owner);
      shard.disconnect();
    }
  }

  /** Of the first node that answers. */
  async #readOwners(): Promise<string[] | null> {
    for (const node of this.#cluster.nodes('all')) {
      try {
        const slots = Slots.parse(await node.cluster('SLOTS'));
        return ownersBySlot(slots);
      } catch (error) {
        this.#log.debug({ err: error }, 'A node of the Redis cluster could not be asked about its slots.');
      }
    }
    return null;
  }

  #open(owner: string): void {
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(owner) ?? [];
    const { redisOptions } = this.#cluster.options;
    const shard = new Redis({ ...redisOptions, ...patient, lazyConnect: false, host, port: Number(port) });
    this.#shards.set(owner, shard);
    shard.on('error', (error: Error) =>
      this.#log.warn({ shard: owner, reason: error.message }, 'The subscriber of a Redis shard lost its connection.'),
    );
    shard.on('smessage', (channel: string, text: string) => this.#sink?.onText(channel, text));
    shard.on('moved', () => void this.#survey());
    shard.on('close', () => void this.#survey());
    shard.on(
      'ready',
      () => void this.#hearAgain([...this.#channels].filter((channel) => this.#ownerOf(channel) === owner)),
    );
  }

  /** What was said meanwhile has to be read. */
  async #hearAgain(channels: readonly string[]): Promise<void> {
    await this.subscribe(channels);
    this.#sink?.onGap();
  }
}

function ownersBySlot(slots: z.infer<typeof Slots>): string[] {
  const owners: string[] = Array.from<string>({ length: 16_384 }).fill('');
  for (const [first, last, [host, port]] of slots) owners.fill(`${host}:${port}`, first, last + 1);
  return owners;
}

/** Whether all were confirmed; what belongs together is asked for together, and a command takes the channels of one slot. */
async function subscribed(shard: Redis, channels: readonly string[]): Promise<boolean> {
  const bySlot = Map.groupBy(channels, slotOf);
  try {
    await Promise.all([...bySlot.values()].map((own) => inParts(own, (part) => shard.ssubscribe(...part))));
    return true;
  } catch {
    return false;
  }
}

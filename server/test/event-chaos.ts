import { setTimeout as wait } from 'node:timers/promises';
import type { Position } from '@hybrid/contracts/kernel';
import type { Attachment, Listener } from '../src/platform/events/attachment.ts';
import type { Entry } from '../src/platform/events/entry.ts';
import type { EventLog } from '../src/platform/events/event-log.ts';
import type { Hub } from '../src/platform/events/hub.ts';
import { until } from './until.ts';

/** An instance: a hub, and the log that its jobs publish to. */
export interface Instance {
  readonly hub: Hub;
  readonly log: EventLog;
}

/** What happens, and how much of it. */
export interface Chaos {
  readonly instances: readonly Instance[];
  readonly topics: number;
  /** Of each topic. */
  readonly events: number;
  /** Disturbs; called again and again while events are published. */
  readonly disturb: () => Promise<void>;
  /** How long to rest between two disturbances. */
  readonly restMs: number;
}

/** What came of it. */
export interface Outcome {
  readonly published: number;
  readonly heard: number;
  readonly lost: number;
  readonly doubled: number;
  readonly disordered: number;
  /** Beyond the one that each listener begins with. */
  readonly resets: number;
  readonly disturbances: number;
  /** How often a listener went and came back to where it was. */
  readonly returns: number;
  readonly seconds: number;
}

/** Somebody who hears one topic at one instance, and goes away and comes back. */
class Visitor implements Listener {
  readonly rank = 0;
  readonly numbers: number[] = [];
  attachments: readonly Attachment[] = [];
  resets = 0;
  returns = 0;
  readonly #hub: Hub;
  readonly #topic: string;

  constructor(hub: Hub, topic: string) {
    this.#hub = hub;
    this.#topic = topic;
  }

  come(position: Position | null): void {
    this.#hub.attach(this, [{ topic: this.#topic, position }]);
  }

  async leaveFor(ms: number): Promise<void> {
    const [attachment] = this.attachments;
    // Who was told nothing yet has nothing to come back to.
    if (!attachment?.place || attachment.owesReset) return;
    const { place } = attachment;
    this.#hub.detach(this);
    await wait(ms);
    this.returns += 1;
    this.come(place);
  }

  mayHear(): boolean {
    return true;
  }

  hear(_attachment: Attachment, { message }: Entry): boolean {
    this.numbers.push(Number(message));
    return true;
  }

  reset(): boolean {
    this.resets += 1;
    return true;
  }

  deny(): void {}
}

/** Publishes on many topics while connections are lost, and counts what each listener made of it. */
export async function endureChaos({ instances, topics, events, disturb, restMs }: Chaos): Promise<Outcome> {
  const begun = performance.now();
  const names = Array.from({ length: topics }, (_, index) => `topic:${index}`);
  const visitors = names.flatMap((name) => instances.map(({ hub }) => new Visitor(hub, name)));
  for (const visitor of visitors) visitor.come(null);
  await until(() => visitors.every(({ resets }) => resets === 1), patienceMs, lookMs);

  const over = new AbortController();
  const disturbing = disturbUntil(over.signal, { visitors, disturb, restMs });
  await Promise.all(names.map((name, index) => publishAll(name, { events, instances, from: index })));
  over.abort();
  const disturbances = await disturbing;
  const expected = events * visitors.length;
  await until(
    () => visitors.reduce((sum, { numbers }) => sum + numbers.length, 0) >= expected,
    patienceMs,
    lookMs,
  ).catch(() => undefined);
  return { ...compare(visitors, events), published: events * topics, disturbances, seconds: secondsSince(begun) };
}

interface Disturbing extends Pick<Chaos, 'disturb' | 'restMs'> {
  readonly visitors: readonly Visitor[];
}

/** Cuts connections and has listeners go and come back; returns how often. */
async function disturbUntil(over: AbortSignal, { visitors, disturb, restMs }: Disturbing): Promise<number> {
  let count = 0;
  while (!over.aborted) {
    await disturb();
    count += 1;
    const leaving = visitors.filter(() => Math.random() < 0.05);
    await Promise.all([wait(restMs), ...leaving.map((visitor) => visitor.leaveFor(Math.random() * restMs))]);
  }
  return count;
}

interface Publishing {
  readonly events: number;
  readonly instances: readonly Instance[];
  readonly from: number;
}

/** As the queue does: in order, from one instance after the other, and again where it failed, under the same key. */
async function publishAll(topic: string, { events, instances, from }: Publishing): Promise<void> {
  for (let number = 1; number <= events; number += 1) {
    const log = instances[(from + number) % instances.length]?.log;
    const publish = async (): Promise<void> => {
      await log?.publish(topic, String(number), String(number)).catch(async () => {
        await wait(20);
        return publish();
      });
    };
    await publish();
    // What is kept in the process is published without waiting for anything.
    if (number % 5 === 0) await wait(1);
  }
}

function compare(visitors: readonly Visitor[], events: number) {
  const total = { heard: 0, lost: 0, doubled: 0, disordered: 0, resets: 0, returns: 0 };
  for (const { numbers, resets, returns } of visitors) {
    const distinct = new Set(numbers).size;
    total.heard += numbers.length;
    total.lost += events - distinct;
    total.doubled += numbers.length - distinct;
    total.disordered += numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
    total.resets += resets - 1;
    total.returns += returns;
  }
  return total;
}

const patienceMs = 60_000;
const lookMs = 10;

function secondsSince(begunMs: number): number {
  return Math.round((performance.now() - begunMs) / 100) / 10;
}

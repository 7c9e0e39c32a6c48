import { parseRate, type Rate } from '../kernel/rate.ts';
import { when } from './change.ts';
import { type Finding, fromRule } from './finding.ts';
import type { LockedProcedure } from './lock.ts';

/** Compares how often a procedure may be called, and how much may be sent to it. */
export function compareLimits(name: string, old: LockedProcedure, now: LockedProcedure): Finding[] {
  const bodies = { before: String(bodyBytesMaxOf(old)), after: String(bodyBytesMaxOf(now)) };
  const larger = bodyBytesMaxOf(now) - bodyBytesMaxOf(old);
  return [
    ...compareRates(name, old.limit, now.limit),
    ...when(larger < 0, () => fromRule(name, 'body-max-lowered', bodies)),
    ...when(larger > 0, () => fromRule(name, 'body-max-raised', bodies)),
  ];
}

/** What the platform reads of a body where the contract states no cap. */
const defaultBodyBytesMax = 1_048_576;

function bodyBytesMaxOf({ bodyBytesMax = defaultBodyBytesMax }: LockedProcedure): number {
  return bodyBytesMax;
}

type Limit = LockedProcedure['limit'];

function compareRates(name: string, old: Limit, now: Limit): Finding[] {
  const told = { before: wordsOf(old), after: wordsOf(now) };
  const isLower = now !== undefined && mostWithin(now, old) > callsOf(now);
  const isHigher = old !== undefined && mostWithin(old, now) > callsOf(old);
  const isShared = old !== undefined && now?.bucket !== undefined && now.bucket !== old.bucket;
  return [
    ...when(isLower, () => fromRule(name, 'limit-lowered', told)),
    ...when(isHigher && !isLower, () => fromRule(name, 'limit-raised', told)),
    ...when(isShared, () => fromRule(name, 'limit-shared', told)),
  ];
}

function wordsOf(limit: Limit): string {
  if (!limit) return 'none';
  return limit.bucket === undefined ? limit.rate : `${limit.rate} of ${limit.bucket}`;
}

function callsOf({ rate }: NonNullable<Limit>): number {
  return parseRate(rate as Rate).calls;
}

/** How many calls one limit allows within the span of another: of a longer one all at once. */
function mostWithin({ rate }: NonNullable<Limit>, limit: Limit): number {
  if (!limit) return Number.POSITIVE_INFINITY;
  const [span, allowed] = [parseRate(rate as Rate).seconds, parseRate(limit.rate as Rate)];
  return allowed.calls * Math.max(1, span / allowed.seconds);
}

import { z } from 'zod';
import { platformErrors } from '../kernel/errors.ts';
import type { AnyProcedure } from '../kernel/procedure.ts';
import { parseRate, rateOf } from '../kernel/rate.ts';
import type { Problem } from './describe-schema.ts';

/** What a procedure states that cannot be kept, whatever the compiler let through. */
export function problemsOf(procedure: AnyProcedure, name: string): Problem[] {
  const found = [
    limitProblem(procedure),
    idempotencyProblem(procedure),
    cachingProblem(procedure),
    deprecationProblem(procedure),
    errorProblem(procedure),
  ];
  return found.flatMap((message) => (message === null ? [] : [{ place: name, message }]));
}

function limitProblem({ limit }: AnyProcedure): string | null {
  if (limit === undefined) return null;
  try {
    parseRate(rateOf(limit, '').rate);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function idempotencyProblem({ idempotent, kind, access }: AnyProcedure): string | null {
  if (!idempotent) return null;
  if (kind !== 'mutation')
    return `A ${kind} cannot be idempotent by a key: only a mutation has an effect to be had once.`;
  const isOpen = access === 'anonymous' || access === 'public';
  return isOpen
    ? `It is open to whoever is not signed in, for whom no answer can be kept: idempotent needs access 'user'.`
    : null;
}

const yearS = 31_536_000;

function cachingProblem({ cache, kind }: AnyProcedure): string | null {
  if (!cache) return null;
  if (kind !== 'query') return `The answer of a ${kind} cannot be used again: only a query states a cache.`;
  const { maxAge, staleWhileRevalidate = 0 } = cache;
  const areSeconds = [maxAge, staleWhileRevalidate].every(
    (span) => Number.isInteger(span) && span >= 0 && span <= yearS,
  );
  if (!areSeconds) return 'maxAge and staleWhileRevalidate of a cache are whole seconds, up to a year.';
  return maxAge + staleWhileRevalidate === 0 ? 'A cache of no time says what holds without it: leave it out.' : null;
}

function deprecationProblem({ deprecated }: AnyProcedure): string | null {
  if (!deprecated) return null;
  const { since, sunset, instead } = deprecated;
  if (!isDay(since) || !isDay(sunset)) return 'since and sunset of a deprecation are days, such as 2026-11-28.';
  if (sunset <= since) return `Its sunset (${sunset}) has to come after the day it was deprecated (${since}).`;
  return instead.trim() === '' ? 'A deprecation has to say what to do instead.' : null;
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

function errorProblem({ errors }: AnyProcedure): string | null {
  const taken = Object.keys(errors).find((error) => Object.hasOwn(platformErrors, error));
  return taken === undefined
    ? null
    : `It declares ${taken}, which is an error of the platform and possible everywhere.`;
}

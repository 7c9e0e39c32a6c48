import type { AnyProcedure } from '@hybrid/contracts/kernel';

/**
 * Says by headers that something which was called goes: `Deprecation` (RFC 9745) since when, and `Sunset` (RFC 8594) when. Of
 * several procedures in one answer, the one that goes first.
 */
export function deprecationHeaders(procedures: readonly AnyProcedure[]): Record<string, string> {
  const deprecated = procedures.flatMap(({ deprecated: said }) => said ?? []);
  const [first] = deprecated.toSorted((a, b) => (a.sunset < b.sunset ? -1 : 1));
  if (!first) return {};
  const since = Math.floor(Date.parse(first.since) / 1000);
  return { Deprecation: `@${since}`, Sunset: new Date(first.sunset).toUTCString() };
}

import { type Operation, type TRPCLink } from '@trpc/client';
import type { ContractFacts } from '../facts.ts';
import type { ApiRouter } from '../index.ts';
import type { Deprecation } from '../kernel/procedure.ts';

/** Hears that a procedure was called which will be gone, once for each. */
export type OnDeprecated = (name: string, deprecation: Deprecation) => void;

/** Tells of the first call of each procedure that will be gone. */
export function deprecatedLink({ deprecated }: ContractFacts, onDeprecated: OnDeprecated): TRPCLink<ApiRouter> {
  const told = new Set<string>();
  const tell = ({ path }: Operation): void => {
    const deprecation = Object.hasOwn(deprecated, path) ? deprecated[path] : undefined;
    if (!deprecation || told.has(path)) return;
    told.add(path);
    onDeprecated(path, deprecation);
  };
  return () =>
    ({ op, next }) => {
      tell(op);
      return next(op);
    };
}

/** Says on the console what to do instead, and until when. */
export function warnOfDeprecated(name: string, { since, sunset, instead }: Deprecation): void {
  // For whoever develops against the contract: there is no other place where they would see it.
  // oxlint-disable-next-line no-console
  console.warn(`${name} is deprecated since ${since} and may be gone from ${sunset} on. ${instead}`);
}

import { contract } from '@hybrid/contracts';
import type { Draft } from '@hybrid/contracts';
import { declaredError, platformError } from '@hybrid/contracts/kernel';

/** What a save that failed means for the text on the page. */
export type SaveFailure =
  | { readonly kind: 'conflict'; readonly theirs: Draft }
  /** Published or deleted meanwhile. */
  | { readonly kind: 'gone' }
  /** Worth another try, with the same text. */
  | { readonly kind: 'unreachable' }
  /** The same text would be refused again. */
  | { readonly kind: 'refused' };

const passing = new Set(['UNAVAILABLE', 'INTERNAL', 'TOO_MANY_REQUESTS']);

export function saveFailureOf(error: unknown): SaveFailure {
  const declared = declaredError(contract.drafts.save, error);
  if (declared?.name === 'DRAFT_CONFLICT') return { kind: 'conflict', theirs: declared.data.draft };
  if (declared?.name === 'DRAFT_NOT_FOUND') return { kind: 'gone' };
  if (declaredError(contract.drafts.create, error)) return { kind: 'refused' };
  const platform = platformError(error);
  // Without an answer of ours it was the network, or somebody in between.
  return { kind: platform === null || passing.has(platform.name) ? 'unreachable' : 'refused' };
}

import type { AnyProcedure, ProcedureContract, ProcedureTypes } from '@hybrid/contracts/kernel';
import type { Services } from '../context.ts';

/** What the server writes into the head of a page, for crawlers and for previews of a link. */
export interface PageHead {
  readonly title: string;
  readonly description: string;
  /** The one address of the page, below the origin: `/notes/7`. */
  readonly path: string;
  readonly type: 'website' | 'article' | 'profile';
  /** A picture, absolute or below the origin. */
  readonly image?: string | undefined;
  /** Feeds of this page: `{ title, path }`. */
  readonly feed?: { readonly title: string; readonly path: string } | undefined;
  readonly publishedAt?: Date | undefined;
  readonly modifiedAt?: Date | undefined;
  readonly author?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Set where search engines are to leave the page out. */
  readonly isPrivate?: boolean | undefined;
}

/** What makes the head of the pages at one address of the SPA; null says that there is no such page: it answers 404. */
export interface HeadSource {
  /** As Express writes it: `/notes/:id`. */
  readonly path: string;
  read(services: Services, params: Readonly<Record<string, string>>): Promise<PageHead | null>;
  /**
   * What the page's program asks first, in the very words in which it asks.
   *
   * @remarks
   * Its answers travel in the page of a visitor whose address has no query: the program then need not ask.
   */
  readonly firstReads?: (params: Readonly<Record<string, string>>) => readonly FirstRead[];
}

/** A read of the contract, with its input. */
export interface FirstRead {
  readonly procedure: AnyProcedure;
  readonly input: unknown;
}

/**
 * Names a read that a page begins with.
 *
 * @public
 *
 * @example
 * firstRead(contract.notes.byId, { id })
 */
export function firstRead<T extends ProcedureTypes>(
  procedure: ProcedureContract<'query', 'anonymous' | 'public', T>,
  ...[input]: T['sent'] extends void ? [] : [input: T['sent']]
): FirstRead {
  return { procedure, input };
}

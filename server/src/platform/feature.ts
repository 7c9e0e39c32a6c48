import type { AdminSection } from './admin/section.ts';
import type { Context } from './context.ts';
import type { AnyJob } from './jobs/job.ts';
import type { Implementation } from './rpc/implement.ts';

/** All that the host sees of a feature. */
export interface Feature<C = unknown> {
  readonly router: Implementation<C>;
  readonly jobs?: readonly AnyJob[];
  /** Its pages under `/admin`. */
  readonly admin?: AdminSection;
  /** Its figures on the admin's first page. */
  readonly figures?: readonly Figure[];
}

/** A number on the admin's first page. */
export interface Figure {
  readonly label: string;
  read(ctx: Pick<Context, 'db' | 'now'>): Promise<number>;
}

/** A feature for each group of a contract: a group without one does not compile. */
export type Features<C> = { readonly [K in keyof C]: Feature<C[K]> };

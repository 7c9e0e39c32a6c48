import type { Finder } from './admin/finder.ts';
import type { AdminSection } from './admin/section.ts';
import type { AnyBulkChange } from './admin/bulk.ts';
import type { Router } from 'express';
import type { Context, Services } from './context.ts';
import type { TopicRight } from './events/topic-right.ts';
import type { AnyJob } from './jobs/job.ts';
import type { AnyMailTemplate } from './mail/mail-template.ts';
import type { Implementation } from './rpc/implement.ts';
import type { HeadSource } from './site/page-head.ts';

/** All that the host sees of a feature. */
export interface Feature<C = unknown> {
  readonly router: Implementation<C>;
  readonly jobs?: readonly AnyJob[];
  /** Its pages under `/admin`. */
  readonly admin?: AdminSection | readonly AdminSection[];
  /** What its admin pages change of all that match a question. */
  readonly bulkChanges?: readonly AnyBulkChange[];
  /** What the search of the admin finds of it. */
  readonly finders?: readonly Finder[];
  /** The mails it sends. */
  readonly mails?: readonly AnyMailTemplate[];
  /** What else it answers below the root, such as a feed or a picture; tried before the SPA. Never below `/api`. */
  readonly routes?: (services: Services) => Router;
  /** Who may hear its topics. */
  readonly topics?: readonly TopicRight[];
  /** What the server writes into the heads of its pages. */
  readonly heads?: readonly HeadSource[];
  /** Its figures on the admin's first page. */
  readonly figures?: readonly Figure[];
}

/** A number that is exact, or about right where an exact one would take a look at every row of a table. */
export type Amount = number | { readonly about: number };

/** A number on the admin's first page. */
export interface Figure {
  readonly label: string;
  read(ctx: Pick<Context, 'db' | 'now'>): Promise<Amount>;
  /** Where it grows by something that happens: how often it did within each of some steps. */
  readonly happened?: {
    /** What is counted, as the title of a chart: `Sign-ups`. */
    readonly title: string;
    read(ctx: Pick<Context, 'db'>, steps: Steps): Promise<readonly { readonly at: Date; readonly count: number }[]>;
  };
}

/** Steps of equal length. */
export interface Steps {
  readonly from: Date;
  readonly stepMs: number;
}

/** A feature for each group of a contract: a group without one does not compile. */
export type Features<C> = { readonly [K in keyof C]: Feature<C[K]> };

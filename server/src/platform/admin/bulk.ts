import type { Role } from '../access.ts';
import type { Context } from '../context.ts';
import type { AnyJob, JobDefinition } from '../jobs/job.ts';
import type { PageOf, RowId } from './keyset.ts';
import type { Listing } from './listing.ts';
import type { AdminPage, AdminRequest, StaffRole } from './section.ts';

/** A change that can be made to one row, and so to all that match what a list was asked. */
export interface BulkChange<Filter, Row> {
  /** Names it and its job, as the audit log and the jobs tell it: `users.suspendAll`. */
  readonly name: string;
  /** The address of its list: `/admin/users`. */
  readonly list: string;
  /** Its own address below that: `/all/suspend`. It belongs before a page whose path is a parameter. */
  readonly path: string;
  readonly access: StaffRole;
  /** Whether it is made only by somebody who has just proved that it is them. */
  readonly isDangerous?: boolean;
  readonly listing: Listing<Filter, Row>;
  /** Counts what matches, no further than one beyond `countMax`; both those of the list unless told. Of more it changes none. */
  readonly count?: (ctx: Context, filter: Filter) => Promise<number>;
  readonly countMax?: number;
  /** What was asked, as it follows on “all people”: `who are active`. Nothing where everything was asked for. */
  readonly question: (filter: Filter) => string;
  readonly target: (row: Row) => BulkTarget;
  /** What the audit log calls a row: `user`, of `user:<id>`. */
  readonly audited: string;
  /** What the log says of a row that decides about the same as this change; all that it says unless told. */
  readonly decisions?: readonly string[];
  /** What a row is called, and several. */
  readonly nouns: readonly [one: string, other: string];
  readonly step: BulkStep;
  /** What takes it back, where something does. */
  readonly undo?: BulkStep;
}

/** What is done to each row. */
export interface BulkStep {
  /** On the button: `Suspend`. */
  readonly verb: string;
  /** What a row then is: `suspended`. */
  readonly done: string;
  /** What will follow, a sentence each. */
  readonly follows: readonly string[];
  /** What of it nobody can undo, in a sentence. */
  readonly irrevocable?: string;
  /**
   * The use case of the single change, with its row of the audit log in its transaction, which is written by the context that it
   * is given: by that a row is left out which somebody changed since.
   *
   * @returns whether it changed something. A refusal that it throws is counted and leaves the row out.
   */
  readonly change: (ctx: Context, id: string) => Promise<boolean>;
}

/** A row that is to be changed. */
export interface BulkTarget {
  readonly id: string;
  /** The instant that its list is ordered by: what is newer than the first that matched is not changed. */
  readonly at: Date;
  /** What a person knows it by. */
  readonly label: string;
}

/** A bulk change, where what it changes does not matter. */
export interface AnyBulkChange extends Pick<
  BulkChange<never, never>,
  'name' | 'list' | 'path' | 'access' | 'isDangerous' | 'audited' | 'decisions' | 'nouns' | 'step' | 'undo'
> {
  readonly countMax: number;
  readonly job: JobDefinition<BulkPayload> & AnyJob;
  /** Its two pages: for the section of its list. */
  readonly pages: readonly AdminPage[];
  count(request: AdminRequest): Promise<number>;
  question(request: AdminRequest): Promise<string>;
  /** What the rows of its list are told apart by. */
  readonly ids: RowId;
  /** Reads a part of what matches, with labels as whoever reads them may see the rows. */
  read(request: AdminRequest, part: PartOf): Promise<{ targets: readonly BulkTarget[]; older: string | null }>;
}

/** Which part of what matches, and who reads what its rows are called. */
export interface PartOf {
  readonly page: PageOf;
  readonly seenBy: Role;
}

/** Which run a job carries out. */
export interface BulkPayload {
  readonly runId: string;
}

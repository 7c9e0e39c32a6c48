import type { Db, Prisma, Tx } from '@hybrid/prisma';
import type { z } from 'zod';
import type { Caller, Context } from '../context.ts';
import type { BulkStep } from './bulk.ts';
import type { RowId } from './keyset.ts';
import type { Redactions } from './redaction.ts';
import type { AdminGroup, StaffRole } from './section.ts';

// What is declared of a model, and what the compiler knows of it. What is made of a declaration stands in the files `resource-*.ts`.

/** A model of schema.prisma, by its name. */
export type ModelName = Prisma.ModelName;

type DelegateOf<Model extends ModelName> = Db[Uncapitalize<Model>];

/** What may be selected of a model, as Prisma says it. */
export type SelectOf<Model extends ModelName> = NonNullable<Prisma.Args<DelegateOf<Model>, 'findMany'>['select']>;

/** A condition on a model, as Prisma says it. */
export type WhereOf<Model extends ModelName> = NonNullable<Prisma.Args<DelegateOf<Model>, 'findMany'>['where']>;

/** A row with what was selected of it. */
export type RowOf<Model extends ModelName, Select> = Prisma.Result<
  DelegateOf<Model>,
  { select: Select },
  'findMany'
>[number];

type Scalars<Model extends ModelName> = Prisma.TypeMap['model'][Model]['payload']['scalars'];
type KeysOf<Row, Value> = { [Key in keyof Row]: Row[Key] extends Value ? Key : never }[keyof Row] & string;

/** What a cell shows: a value, a link, a state with its sign, or a picture. */
export type Shown =
  | string
  | number
  | boolean
  | Date
  | null
  | { readonly text: string; readonly href: string }
  | { readonly text: string; readonly mark: 'ok' | 'busy' | 'bad' | 'idle' }
  | { readonly text: string; readonly picture: string };

/** A column: a field that can be shown as it is, by its name, or what is made of a row, under a name of its own. */
export type Column<Row> =
  | KeysOf<Row, string | number | boolean | Date | null>
  | { readonly name: string; readonly label?: string; readonly show: (row: Row) => Shown };

/** What a page says of a row. */
export interface Fact {
  readonly label: string;
  readonly shown: Shown;
}

/** What a list may be confined to: by a choice, or by a word. */
export type ResourceFilter<Model extends ModelName> = {
  /** What stands before it, so that the filter reads as a sentence: `that are`. */
  readonly label: string;
} & (
  | { readonly any: string; readonly choices: Readonly<Record<string, WhereOf<Model>>> }
  | { readonly text: (value: string, ctx: Pick<Context, 'db'>) => WhereOf<Model> | Promise<WhereOf<Model>> }
);

/** A form: what each field may hold, by its schema. Its label and hint are the schema's `meta`: `title`, `description`. */
export type FormShape = Readonly<Record<string, z.ZodType>>;

/** What staff may change of a row. Where the model has an `updatedAt`, it stays; what is to move it does so in `along`. */
export interface ResourceEdit<Row> {
  readonly access: StaffRole;
  readonly fields: { readonly [Key in keyof Row]?: z.ZodType<Row[Key]> };
  /** Whether there is something to change in this row; always, unless told. */
  readonly isOffered?: (row: Row) => boolean;
  /** What follows beside the change itself, a sentence each. */
  readonly follows?: (row: Row) => readonly string[];
  /** What becomes true together with the change, in its transaction. */
  readonly along?: (tx: Tx, ctx: Context, row: Row) => Promise<void>;
}

/** What was changed, as the audit log keeps it. */
export interface Changed {
  readonly before: Record<string, string | number | boolean | null>;
  readonly after: Record<string, string | number | boolean | null>;
}

/** Something that staff may do with a row, behind a page that says what will follow. */
export interface ResourceAction<Row, Shape extends FormShape = FormShape> {
  /** On the button: `Hide`. */
  readonly verb: string;
  /** In the audit log and in the message: `hidden`. */
  readonly done: string;
  readonly access: StaffRole;
  readonly isDanger?: boolean;
  /** Whether it is made only by somebody who has just proved that it is them. */
  readonly isDangerous?: boolean;
  readonly isOffered?: (row: Row, user: Caller) => boolean;
  /** What will follow, a sentence each. */
  readonly follows: (row: Row, ctx: Context) => readonly string[] | Promise<readonly string[]>;
  /** What is asked for. */
  readonly fields?: Shape;
  /**
   * Makes the change; its row of the audit log is written in the same transaction.
   *
   * @returns null where nothing was left to change.
   */
  readonly run: (
    tx: Tx,
    ctx: Context,
    given: { readonly row: Row; readonly input: z.infer<z.ZodObject<Shape>> },
  ) => Promise<Changed | null>;
  /** What is done once that is true, and harmless to leave out, such as deleting a file that nothing refers to. */
  readonly afterwards?: (ctx: Context, row: Row) => Promise<void>;
  /** Which other action takes it back, as long as nothing else was done to the row. */
  readonly undo?: string;
  /** Has it offered for all that match: then what follows stands here, and it asks for nothing. */
  readonly bulk?: Pick<BulkStep, 'follows' | 'irrevocable'> & Partial<Pick<BulkStep, 'verb'>>;
}

/** All that is declared of a model to have it in the console. */
export interface Resource<Model extends ModelName, Select, Row = RowOf<Model, Select>> {
  readonly model: Model;
  /** The first part of its address. */
  readonly path: string;
  readonly title: string;
  /** What one of them is called, and several; the audit log names its target by the first: `upload:<id>`. */
  readonly nouns: readonly [one: string, other: string];
  readonly group: AdminGroup;
  /** The least role that reads it: viewer, unless told. */
  readonly access?: StaffRole;
  readonly ids?: RowId;
  /** What is read of a row; its id among it. */
  readonly select: Select;
  /** The instant that it is listed by, newest first: there has to be an index of it and the id. */
  readonly order: KeysOf<Row, Date>;
  /** What a row is called. */
  readonly name: (row: Row) => string;
  /** What the list and its downloads show. */
  readonly columns: readonly Column<Row>[];
  /** What the page of a row shows beside that. */
  readonly details?: readonly Column<Row>[];
  /** What has to be looked up for the page of a row. */
  readonly facts?: (ctx: Pick<Context, 'db'>, row: Row) => Promise<readonly Fact[]>;
  /** In which of its texts a word is looked for; each needs an index of its trigrams. */
  readonly search?: readonly KeysOf<Scalars<Model>, string | null>[];
  readonly filters?: Readonly<Record<string, ResourceFilter<Model>>>;
  readonly redactions?: Redactions<Row>;
  readonly edit?: ResourceEdit<Row>;
  readonly actions?: Readonly<Record<string, ResourceAction<Row>>>;
  /** Where a row leads beside. */
  readonly links?: (row: Row) => readonly { readonly text: string; readonly href: string }[];
}

/** A resource, where its model does not matter; what is made of it reads its rows by the functions that came with it. */
export type AnyResource = Resource<ModelName, unknown, ResourceRow>;

/** A row of any resource. */
export type ResourceRow = Readonly<Record<string, unknown>> & { readonly id: string | number };

/** Declares an action with the fields that it asks for; alone, so that the compiler knows them in `run`. */
export function actionOf<Row>() {
  return <const Shape extends FormShape>(action: ResourceAction<Row, Shape>): ResourceAction<Row> =>
    // What is given to `run` was read by these very fields.
    action as unknown as ResourceAction<Row>;
}

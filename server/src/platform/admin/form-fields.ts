import { z } from 'zod';
import type { FormShape } from './resource.ts';
import { labelOf } from './resource-rows.ts';

/** How a field of a form is filled in. */
export type FieldKind = 'text' | 'long' | 'number' | 'boolean' | 'choice' | 'date';

/** A field as a page draws it. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly choices: readonly string[];
  readonly lengthMax: number | null;
  /** As it stands in the field. */
  readonly value: string;
  readonly problem: string | null;
}

/** What a form said, or what is wrong with it by field. */
export type FormRead =
  | { readonly isValid: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly isValid: false; readonly problems: Readonly<Record<string, string>> };

/** Beyond so many characters a text is written on several lines. */
const longAbove = 200;

interface Read {
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  readonly schema: z.core.$ZodType;
}

/** Finds out by its schema how a field is filled in. */
function kindOf(given: z.core.$ZodType): Read {
  let schema = given;
  let isNullable = false;
  for (;;) {
    const { def } = schema._zod;
    // What is around a type: whether it may be left out, and what is made of it.
    if (def.type === 'nullable' || def.type === 'optional') isNullable = true;
    const inner = innerOf(schema);
    if (inner === null) return { kind: plainKindOf(schema), isNullable, schema };
    schema = inner;
  }
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | null {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return schema.def.innerType;
  }
  return schema instanceof z.ZodPipe ? schema.def.in : null;
}

const kinds: readonly [is: (schema: z.core.$ZodType) => boolean, kind: FieldKind][] = [
  [(schema) => schema instanceof z.ZodNumber, 'number'],
  [(schema) => schema instanceof z.ZodBoolean, 'boolean'],
  [(schema) => schema instanceof z.ZodEnum, 'choice'],
  [(schema) => schema instanceof z.ZodDate, 'date'],
  [(schema) => schema instanceof z.ZodString && (schema.maxLength ?? 0) > longAbove, 'long'],
  [(schema) => schema instanceof z.ZodString, 'text'],
];

function plainKindOf(schema: z.core.$ZodType): FieldKind {
  const found = kinds.find(([is]) => is(schema));
  if (!found) throw new Error(`A form has no field for ${schema._zod.def.type}.`);
  return found[1];
}

function metaOf(schema: z.core.$ZodType): Record<string, unknown> | undefined {
  return z.globalRegistry.get(schema);
}

/** Makes the fields of a form: what stands in them, and what is wrong with it. */
export function formFields(
  shape: FormShape,
  written: Readonly<Record<string, string>>,
  problems: Readonly<Record<string, string>> = {},
): FormField[] {
  return Object.entries(shape).map(([name, given]) => {
    const { kind, isNullable, schema } = kindOf(given);
    const { title, description } = { ...metaOf(schema), ...metaOf(given) };
    return {
      name,
      kind,
      label: typeof title === 'string' ? title : labelOf(name),
      hint: typeof description === 'string' ? description : null,
      isRequired: !isNullable && kind !== 'boolean',
      choices: schema instanceof z.ZodEnum ? schema.options.map(String) : [],
      lengthMax: schema instanceof z.ZodString ? schema.maxLength : null,
      value: written[name] ?? '',
      problem: problems[name] ?? null,
    };
  });
}

/** Writes the values of a row as they stand in the fields of a form. */
export function writeValues(shape: FormShape, row: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, writeValue(row[name])]));
}

function writeValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
  if (typeof value === 'boolean') return value ? 'yes' : '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Takes what a form sent of these fields, as text. */
export function sentValues(shape: FormShape, form: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(shape).map((name) => {
      const sent = form[name];
      // Browsers send the ends of lines as CRLF, wherever they stand; and no database holds a NUL.
      return [name, typeof sent === 'string' ? sent.replaceAll('\r\n', '\n').replaceAll('\0', '') : ''];
    }),
  );
}

/** Reads what stands in the fields of a form by their schemas. */
export function readForm(shape: FormShape, written: Readonly<Record<string, string>>): FormRead {
  const given = Object.entries(shape).map(([name, schema]) => [name, valueOf(kindOf(schema), written[name] ?? '')]);
  const parsed = z.object(shape).safeParse(Object.fromEntries(given), { error: messageOf });
  if (parsed.success) return { isValid: true, values: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }): [string, string] => [String(path[0] ?? ''), message]);
  // The first that is wrong with a field is what is said of it.
  return { isValid: false, problems: Object.fromEntries(problems.toReversed()) };
}

function valueOf({ kind, isNullable }: Read, written: string): unknown {
  if (kind === 'boolean') return written === 'yes';
  const text = written.trim();
  if (text === '') return isNullable ? null : emptyOf(kind);
  if (kind === 'number') return Number(text.replaceAll(',', ''));
  // What a field for instants sends has no zone: all of the console is in UTC.
  if (kind === 'date') return new Date(`${text}Z`);
  return kind === 'long' ? written : text;
}

/** What is said of a field that must hold something and does not is for its schema to say. */
function emptyOf(kind: FieldKind): unknown {
  return kind === 'text' || kind === 'long' ? '' : undefined;
}

/** What is wrong with a field, where its schema has no words of its own; the label of the field stands before it. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? "can't be blank" : `must be a ${issue.expected}`;
    case 'too_small':
      return sizeMessage(issue.origin === 'string', { limit: Number(issue.minimum), isLeast: true });
    case 'too_big':
      return sizeMessage(issue.origin === 'string', { limit: Number(issue.maximum), isLeast: false });
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return 'is not written as it has to be';
  }
}

function sizeMessage(isText: boolean, { limit, isLeast }: { limit: number; isLeast: boolean }): string {
  if (!isText) return `must be at ${isLeast ? 'least' : 'most'} ${limit}`;
  if (isLeast && limit === 1) return "can't be blank";
  return `is too ${isLeast ? 'short' : 'long'} (at ${isLeast ? 'least' : 'most'} ${limit} characters)`;
}

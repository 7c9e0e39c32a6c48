import type { Lock, LockedProcedure } from '@hybrid/contracts/gate';
import { type AnyProcedure, clientHeaders, type Deprecation } from '@hybrid/contracts/kernel';
import { operationIdOf, tagOf } from '../rest/document.ts';
import type { Operation } from '../rest/operation.ts';
import { clientCode, type CodeSample } from './client-code.ts';
import { examplesOf } from './examples-of.ts';
import { curlOf, headerWords } from './rest-call.ts';
import { type DrawnType, drawnTypeOf } from './drawn-type.ts';

import { bucketOf, cachingWords, callerWords, limitWords, sizeWords } from './words.ts';

/** One procedure, as the page shows it. */
export interface ProcedureEntry {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly kind: LockedProcedure['kind'];
  readonly access: string;
  readonly summary: string;
  readonly callers: string;
  readonly rest: RestPlace | null;
  readonly limit: string | null;
  readonly caching: string | null;
  readonly bodyMax: string | null;
  /** The header that names a write, where it is carried out once under its name. */
  readonly keyHeader: string | null;
  readonly deprecated: (Deprecation & { readonly words: readonly Word[] }) | null;
  readonly input: DrawnType | null;
  readonly isInputOptional: boolean;
  readonly output: DrawnType;
  readonly errors: readonly ErrorEntry[];
  readonly samples: readonly CodeSample[];
  readonly examples: readonly ExampleEntry[];
}

/** A piece of a sentence, and where it leads. */
interface Word {
  readonly text: string;
  readonly href: string | null;
}

interface RestPlace {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Where the page of the REST face shows it. */
  readonly href: string;
}

interface ErrorEntry {
  readonly name: string;
  readonly status: number;
  readonly message: string | null;
  readonly data: DrawnType | null;
}

interface ExampleEntry {
  readonly summary: string;
  readonly isMade: boolean;
  /** As JSON; null where nothing is sent. */
  readonly input: string | null;
  readonly output: string;
}

/** What is known beside one procedure. */
export interface EntrySetting {
  readonly lock: Lock;
  readonly all: ReadonlyMap<string, AnyProcedure>;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly publicUrl: URL;
}

/** Describes one procedure. */
export function describeProcedure(name: string, locked: LockedProcedure, setting: EntrySetting): ProcedureEntry {
  const procedure = setting.all.get(name);
  if (!procedure) throw new Error(`${name} stands in the description of the contract and not in the contract.`);
  const { kind, access, summary, input, inputOptional, output, errors, deprecated, bodyBytesMax, idempotent } = locked;
  return {
    id: name,
    name,
    group: name.split('.')[0] ?? name,
    kind,
    access,
    summary: summary ?? '',
    callers: callerWords(access),
    rest: restPlaceOf(setting.operations.get(name)),
    limit: limitOf(name, procedure, setting),
    caching: cachingWords(procedure),
    bodyMax: bodyBytesMax === undefined ? null : sizeWords(bodyBytesMax),
    keyHeader: idempotent ? headerWords(clientHeaders.idempotencyKey) : null,
    deprecated: deprecated ? { ...deprecated, words: linked(deprecated.instead, setting.all) } : null,
    input: input ? drawnTypeOf(input, { title: 'Input', id: `${name}/input` }) : null,
    isInputOptional: inputOptional === true,
    output: drawnTypeOf(output, { title: 'Answer', id: `${name}/output` }),
    errors: errorsOf(name, errors),
    ...shownCalls(name, { procedure, locked }, setting),
  };
}

/** A sentence in which the names of procedures lead to them. */
function linked(sentence: string, all: EntrySetting['all']): Word[] {
  const pieces = sentence.split(/([a-z]\w*(?:\.\w+)+)/i);
  return pieces.map((text) => ({ text, href: all.has(text) ? `#${text}` : null }));
}

function restPlaceOf(operation: Operation | undefined): RestPlace | null {
  if (!operation) return null;
  const { method, path, status } = operation;
  const place = [tagOf(operation), operationIdOf(operation)].map(encodeURIComponent).join('/');
  return { method, path: `/api${path}`, status, href: `/api/docs/rest#/${place}` };
}

function limitOf(name: string, procedure: AnyProcedure, { all }: EntrySetting): string | null {
  if (procedure.limit === undefined) return null;
  const bucket = bucketOf(name, procedure);
  const others = [...all].filter(([other, one]) => other !== name && bucketOf(other, one) === bucket);
  return limitWords(
    procedure.limit,
    others.map(([other]) => other),
  );
}

function errorsOf(name: string, errors: LockedProcedure['errors'] = {}): ErrorEntry[] {
  return Object.entries(errors).map(([error, { status, message, data }]) => ({
    name: error,
    status,
    message: message ?? null,
    data: data ? drawnTypeOf(data, { title: error, id: `${name}/${error}` }) : null,
  }));
}

interface Shown {
  readonly procedure: AnyProcedure;
  readonly locked: LockedProcedure;
}

function shownCalls(name: string, { procedure, locked }: Shown, setting: EntrySetting) {
  const { operations, values, publicUrl } = setting;
  const examples = examplesOf(procedure, locked, values);
  const [{ input }] = examples;
  const { origin } = publicUrl;
  const operation = operations.get(name);
  const curl = operation ? [{ title: 'curl', code: curlOf(operation, input, origin) }] : [];
  return {
    samples: [...clientCode({ name, procedure: locked, input, origin }), ...curl],
    examples: examples.map((example): ExampleEntry => {
      const isSent = example.input !== undefined;
      return { ...example, input: isSent ? written(example.input) : null, output: written(example.output) };
    }),
  };
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? 'null';
}

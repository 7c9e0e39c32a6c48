import { runInThisContext } from 'node:vm';
import { z } from 'zod';
import { chanceOf } from './chance.ts';
import {
  byKind,
  type Field,
  isRecursion,
  type Keys,
  type Mark,
  partsOf,
  type PerKind,
  type Shape,
  type ShapeOf,
  tellable,
} from './shape.ts';
import { absent, valueOf } from './shape-values.ts';
import { refinements, transforms } from './vocabulary.ts';

/**
 * Makes the schema that a shape stands for.
 *
 * @remarks
 * Out of the source that `sourceOf` writes, so that a case which is printed is the case that ran.
 */
export function build(shape: Shape): z.ZodType {
  const make = runInThisContext(`(z) => ${sourceOf(shape)}`) as (zod: typeof z) => z.ZodType;
  return make(z);
}

/** Writes a shape as one would write it in a contract. */
export function sourceOf(shape: Shape): string {
  let count = 0;
  return write(shape, false).replaceAll(unnamed, () => `"Schema${(count += 1)}"`);
}

/** Stands for the id under which a schema is registered, until they are counted. */
const unnamed = '"#"';

function write(shape: Shape, isInRecursion: boolean): string {
  return byKind(writers, shape, isInRecursion);
}

const writers: PerKind<boolean, string> = {
  text: ({ base, checks }) => base + checks.join(''),
  number: ({ base, checks }) => base + checks.join(''),
  other: ({ base }) => base,
  members: ({ form, values, extensible }) => `z.${form}(${JSON.stringify(values)})${markOf(extensible)}`,
  object: (shape, isInRecursion) => writeObject(shape, isInRecursion),
  list: ({ item, checks }, isInRecursion) => `z.array(${write(item, isInRecursion)})${checks.join('')}`,
  tuple: writeTuple,
  record: ({ keys, value }, isInRecursion) => writeRecord(keys, write(value, isInRecursion)),
  union: ({ form, options }, isInRecursion) =>
    `z.${form}([${options.map((one) => write(one, isInRecursion)).join(', ')}])`,
  variants: writeVariants,
  both: ({ left, right }, isInRecursion) =>
    `z.intersection(${write(left, isInRecursion)}, ${write(right, isInRecursion)})`,
  recursive: writeRecursion,
  self: (_, isInRecursion) => (isInRecursion ? 'self' : 'z.null()'),
  wrapped: ({ by, inner }, isInRecursion) => `z.${by}(${write(inner, isInRecursion)})`,
  registered: ({ inner }, isInRecursion) => `${write(inner, isInRecursion)}.meta({ id: ${unnamed} })`,
  preprocessed: ({ by, inner }, isInRecursion) =>
    `z.preprocess(${transforms[by]}, ${write(inner, isInRecursion)})${revision(by)}`,
  refined: ({ by, inner }, isInRecursion) => `${write(inner, isInRecursion)}.refine(${refinements[by]})${revision(by)}`,
  piped: writePipe,
};

/** What code does, no schema says: whoever changes it counts on. */
function revision(rev: number): string {
  return `.meta({ rev: ${rev} })`;
}

function markOf(extensible: Mark): string {
  return extensible === null ? '' : `.meta({ extensible: ${extensible} })`;
}

function writePipe({ by, first, second }: ShapeOf<'piped'>, isInRecursion: boolean): string {
  const transform = by === null ? '' : `.transform(${transforms[by]})${revision(by)}`;
  return write(first, isInRecursion) + transform + (second ? `.pipe(${write(second, isInRecursion)})` : '');
}

const makers = { strip: 'z.object', strict: 'z.strictObject', loose: 'z.looseObject' };

function writeObject(
  { mode, catchall, fields }: ShapeOf<'object'>,
  isInRecursion: boolean,
  first: readonly string[] = [],
): string {
  const properties = fields.map((field) => {
    const name = JSON.stringify(field.name);
    const source = writeField(field, isInRecursion);
    return isInRecursion && mentionsSelf(field.shape) ? `get ${name}() { return ${source}; }` : `${name}: ${source}`;
  });
  const object = `${makers[mode]}({ ${[...first, ...properties].join(', ')} })`;
  return catchall ? `${object}.catchall(${write(catchall, isInRecursion)})` : object;
}

function writeVariants({ key, variants, isFallback }: ShapeOf<'variants'>, isInRecursion: boolean): string {
  const options = tellable(variants).map(({ tags, body }) => {
    const fields = body.fields.filter(({ name }) => name !== key);
    return writeObject({ ...body, fields }, isInRecursion, [`${key}: z.literal(${JSON.stringify(tags)})`]);
  });
  return `z.discriminatedUnion("${key}", [${options.join(', ')}]${isFallback ? ', { unionFallback: true }' : ''})`;
}

function writeTuple({ items, rest }: ShapeOf<'tuple'>, isInRecursion: boolean): string {
  const places = items.map((item) => writeField(item, isInRecursion)).join(', ');
  return `z.tuple([${places}]${rest ? `, ${write(rest, isInRecursion)}` : ''})`;
}

function writeRecord(keys: Keys, value: string): string {
  if (keys.of === 'any') return `z.record(z.string(), ${value})`;
  if (keys.of === 'number') return `z.record(z.number()${keys.check}, ${value})`;
  if (keys.of === 'pattern') return `z.${keys.isLoose ? 'looseRecord' : 'record'}(z.string()${keys.check}, ${value})`;
  const names = `z.enum(${JSON.stringify(keys.names)})${markOf(keys.extensible)}`;
  return `z.${keys.isPartial ? 'partialRecord' : 'record'}(${names}, ${value})`;
}

function writeRecursion(shape: ShapeOf<'recursive'>): string {
  const { form, body } = shape;
  if (!isRecursion(shape)) return write(body, false);
  const hasGetters = form === 'getter' && body.of === 'object' && !(body.catchall && mentionsSelf(body.catchall));
  const source = write(body, true);
  return `(() => { const self = ${hasGetters ? source : `z.lazy(() => ${source})`}; return self; })()`;
}

function mentionsSelf(shape: Shape): boolean {
  return shape.of === 'self' || (shape.of !== 'recursive' && partsOf(shape).some(mentionsSelf));
}

function writeField(field: Field, isInRecursion: boolean): string {
  const source = write(field.shape, isInRecursion);
  const { presence, value } = presenceOf(field);
  if (presence === 'required') return source;
  if (presence === 'exactOptional') return `z.exactOptional(${source})`;
  return presence === 'optional' ? `${source}.optional()` : `${source}.${presence}(${JSON.stringify(value)})`;
}

/** Whether a field may be left out, and what stands for it; where nothing can be found that does, it is optional. */
export function presenceOf({ presence, shape, seed }: Field): { presence: Field['presence']; value?: unknown } {
  if (presence === 'required' || presence === 'optional' || presence === 'exactOptional') return { presence };
  const value = mentionsSelf(shape) ? undefined : sampleOf(shape, seed, presence === 'prefault');
  return value === undefined ? { presence: 'optional' } : { presence, value };
}

/** Finds a value to stand for what is left out: as it is sent, or as it is received. */
function sampleOf(shape: Shape, seed: number, isSent: boolean): unknown {
  const key = `${seed} ${isSent} ${sourceOf(shape)}`;
  if (samples.size > samplesMax) samples.clear();
  if (!samples.has(key)) samples.set(key, findSample(shape, seed, isSent));
  return samples.get(key);
}

/** The same are asked for again and again while a shape is written, changed and shrunk. */
const samples = new Map<string, unknown>();
const samplesMax = 5000;

const tries = 12;

function findSample(shape: Shape, seed: number, isSent: boolean): unknown {
  const schema = build(shape);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const value = valueOf(shape, chanceOf(seed * 1000 + attempt), 0);
    const parsed = value === absent ? null : parse(schema, value);
    if (parsed && parsed.data !== undefined) return isSent ? value : parsed.data;
  }
  return undefined;
}

/** Reads a value; null where it is refused, also by an intersection that zod cannot put together. */
export function parse(schema: z.ZodType, value: unknown): { readonly data: unknown } | null {
  try {
    const { success, data } = schema.safeParse(value);
    return success ? { data } : null;
  } catch {
    return null;
  }
}

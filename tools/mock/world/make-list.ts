import { attempt, CannotMake, type Make, type Place } from './place.ts';
import { piecesOf } from './pieces.ts';
import { accepts, boundsOf, coreOf, definitionOf, type Node, shapeOf } from './schema.ts';
import { type Fields, keyOf } from './things.ts';

/** How often another is made where one is there already. */
const rounds = 8;

/** Makes a list whose elements differ, as many as it may hold. */
export function makeArray(schema: Node, place: Place, make: Make): unknown[] {
  const { element } = definitionOf(schema);
  const pieces = piecesOf(element, place);
  if (pieces && accepts(schema, pieces)) return pieces;
  const { minItems = 0, maxItems = Infinity } = boundsOf(schema);
  const wanted = Math.min(Math.max(countOf(element, place), minItems), maxItems);
  const list: unknown[] = [];
  const known = new Set<string>();
  for (let at = 0; at < wanted; at += 1) {
    const other = attempt(() => makeOther(element, { place, make, at, known }));
    // As deep as it may go, or as many as there are: what there is may be enough.
    if (!other) break;
    list.push(other.value);
  }
  if (list.length < minItems) throw new CannotMake(place, `${minItems} of them could not be made`);
  return list;
}

function countOf(element: Node, { chance, open, name }: Place): number {
  const { type } = definitionOf(coreOf(element));
  const draw = chance.of('count');
  if (/codes$/i.test(name)) return 8;
  if (type === 'enum') return draw.between(0, 1);
  if (type === 'object') return open.length > 2 ? draw.between(1, 2) : draw.between(2, 4);
  return draw.between(1, 3);
}

interface Others {
  readonly place: Place;
  readonly make: Make;
  readonly at: number;
  /** What the list holds already, by which a double shows. */
  readonly known: Set<string>;
}

function makeOther(element: Node, { place, make, at, known }: Others): unknown {
  const inside = { ...place, name: singular(place.name), given: {}, row: at };
  let value: unknown;
  for (let round = 0; round < rounds; round += 1) {
    value = make(element, { ...inside, chance: place.chance.of('element', at, round) });
    const said = distinctionOf(element, value);
    if (known.has(said)) continue;
    known.add(said);
    return value;
  }
  // A list may hold one thing twice, unless a check of its own says otherwise.
  return value;
}

/** What has a name of its own is told apart by it. */
function distinctionOf(element: Node, value: unknown): string {
  const key = keyOf(shapeOf(element) ?? {});
  const named = key !== null && typeof value === 'object' && value !== null ? (value as Fields)[key] : value;
  return JSON.stringify(named) ?? '';
}

export function makeTuple(schema: Node, place: Place, make: Make): unknown[] {
  const { items, rest } = definitionOf(schema);
  const more = rest === null ? [] : Array.from({ length: place.chance.of('rest').between(0, 2) }, () => rest);
  return [...items, ...more].map((item, at) =>
    make(item, { ...place, given: {}, chance: place.chance.of('item', at) }),
  );
}

/** Makes a record: of all its keys where they are named, else of a few. */
export function makeRecord(schema: Node, place: Place, make: Make): Fields {
  const { keyType, valueType } = definitionOf(schema);
  const inside = { ...place, name: singular(place.name), given: {} };
  const named = namedKeys(keyType);
  const valueOf = (key: string) => make(valueType, { ...inside, name: key, chance: place.chance.of('value', key) });
  const record = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, valueOf(key)]));
  if (named) return record(named);
  // As deep as it may go: what need not hold anything holds nothing.
  return attempt(() => record(someKeys(keyType, inside, make)))?.value ?? {};
}

function namedKeys(keyType: Node): string[] | null {
  const { values } = coreOf(keyType)._zod;
  return values && values.size > 0 ? [...values].map(String) : null;
}

function someKeys(keyType: Node, place: Place, make: Make): string[] {
  const count = place.chance.of('count').between(2, 3);
  const keys = Array.from({ length: count }, (_, at) => {
    const named = { ...place, name: place.name || 'key', chance: place.chance.of('key', at) };
    return String(make(keyType, named));
  });
  return [...new Set(keys)];
}

/** What one of several is called. */
export function singular(name: string): string {
  if (/people$/i.test(name)) return name.replace(/people$/i, 'person');
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y');
  return name.replace(/(?<=[^s])s$/i, '');
}

/** The parameters of a path: decoded, or null where what stands there is no text in UTF-8. */
export type PathParameters = ReadonlyMap<string, string | null>;

/** What stands in the table: where it answers, and what errors call it. */
interface Routed {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/** What was found for a path, whatever the method. */
export interface FoundRoutes<R> {
  readonly byMethod: ReadonlyMap<string, R>;
  /** By the names that this route's path gives them. */
  parametersOf(route: R): PathParameters;
}

interface Place<R> {
  readonly literal: Map<string, Place<R>>;
  parameter: Place<R> | null;
  readonly byMethod: Map<string, R>;
}

/**
 * Builds the table that finds routes by the parts of a path, without trying one after another.
 *
 * @remarks
 * A word beats a parameter: `/notes/archive` is never the note of that name.
 *
 * @throws Error at start where two routes answer to the same method and path.
 */
export function createRouteTable<R extends Routed>(routes: readonly R[]): (path: string) => FoundRoutes<R> | null {
  const root = newPlace<R>();
  const parametersIn = new Map(routes.map((route) => [route, parameterPlaces(route.path)]));
  for (const route of routes) {
    const { byMethod } = partsOf(route.path).reduce(placeOf, root);
    const other = byMethod.get(route.method);
    if (other) throw new Error(`${route.name} and ${other.name} both answer to ${route.method} ${route.path}.`);
    byMethod.set(route.method, route);
  }

  return (path) => {
    // One slash at the end says the same.
    const parts = partsOf(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).map(decode);
    const place = find(root, parts);
    if (!place) return null;
    const textAt = ([name, index]: ParameterPlace): [string, string | null] => [name, parts[index] ?? null];
    return { byMethod: place.byMethod, parametersOf: (route) => new Map(parametersIn.get(route)?.map(textAt)) };
  };
}

/** The names of the parameters in a path such as `/notes/{id}`. */
export function parameterNames(path: string): string[] {
  return parameterPlaces(path).map(([name]) => name);
}

function newPlace<R>(): Place<R> {
  return { literal: new Map(), parameter: null, byMethod: new Map() };
}

function placeOf<R>(place: Place<R>, part: string): Place<R> {
  if (parameterName(part) !== null) return (place.parameter ??= newPlace());
  const next = place.literal.get(part) ?? newPlace<R>();
  place.literal.set(part, next);
  return next;
}

function find<R>(place: Place<R>, [part, ...rest]: readonly (string | null)[]): Place<R> | null {
  if (part === undefined) return place.byMethod.size > 0 ? place : null;
  const literal = part === null ? undefined : place.literal.get(part);
  const found = literal ? find(literal, rest) : null;
  // An empty part is no parameter: `/notes//pages` is nothing.
  return found ?? (place.parameter && part !== '' ? find(place.parameter, rest) : null);
}

type ParameterPlace = readonly [name: string, index: number];

function parameterPlaces(path: string): ParameterPlace[] {
  return partsOf(path).flatMap((part, index): ParameterPlace[] => {
    const name = parameterName(part);
    return name === null ? [] : [[name, index]];
  });
}

function partsOf(path: string): string[] {
  return path.slice(1).split('/');
}

function parameterName(part: string): string | null {
  return part.startsWith('{') && part.endsWith('}') ? part.slice(1, -1) : null;
}

/** Decoded part by part, so that an encoded slash stays inside its own. */
function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Writes where in a JSON Schema something stands, as the path of a change is written: `.author.image`, `.tags[]`. */
export function placeOf(path: readonly PropertyKey[]): string {
  let place = '';
  for (let at = 0; at < path.length; at += 1) {
    const step = String(path[at]);
    const next = path[at + 1];
    const words = Object.hasOwn(steps, step) ? steps[step] : undefined;
    place += words ? words(String(next)) : `.${step}`;
    // Whatever names a list or a record of schemas is followed by the name of one of them.
    if (words && words.length > 0) at += 1;
  }
  return place;
}

const steps: Record<string, (next: string) => string> = {
  properties: (name) => `.${propertyPlace(name)}`,
  prefixItems: (index) => `[${index}]`,
  anyOf: (index) => `(${index})`,
  oneOf: (index) => `(${index})`,
  allOf: (index) => `(${index})`,
  patternProperties: (_name) => '{}',
  items: () => '[]',
  additionalProperties: () => '{}',
  propertyNames: () => '{key}',
};

/** A property in a path; a name that could be read as something else is quoted. */
export function propertyPlace(name: string): string {
  return /^[\w$-]+$/.test(name) ? name : JSON.stringify(name);
}

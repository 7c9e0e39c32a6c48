import type { Place } from './place.ts';
import { capital, standfirst, topicOf } from './prose.ts';
import { coreOf, definitionOf, type Node, shapeOf } from './schema.ts';
import type { Fields } from './things.ts';

/**
 * A text in pieces, those that were looked for marked: a list whose elements hold a text and a yes or no, and nothing else.
 *
 * @returns null where an element is something else.
 */
export function piecesOf(element: Node, place: Place): Fields[] | null {
  const form = formOf(element);
  if (!form) return null;
  const { sought } = place.world;
  return split(textOf(place), sought).map((text) => ({
    [form.text]: text,
    [form.mark]: sought.includes(text.toLowerCase()),
  }));
}

function formOf(element: Node): { readonly text: string; readonly mark: string } | null {
  const fields = Object.entries(shapeOf(element) ?? {});
  const named = (type: string) => fields.find(([, schema]) => definitionOf(coreOf(schema)).type === type)?.[0];
  const [text, mark] = [named('string'), named('boolean')];
  return fields.length === 2 && text !== undefined && mark !== undefined ? { text, mark } : null;
}

/** The text of the thing that stands beside it: of the same name, else what that is introduced with. */
function textOf({ name, around, chance }: Place): string {
  const beside = Object.values(around).filter((value): value is Fields => typeof value === 'object' && value !== null);
  const texts = [name, 'description', 'summary', 'body'].flatMap((field) => beside.map((fields) => fields[field]));
  const found = texts.find((text) => typeof text === 'string' && text !== '');
  return typeof found === 'string' ? found : capital(standfirst(chance, topicOf('', chance)));
}

function split(text: string, sought: readonly string[]): string[] {
  if (sought.length === 0) return [text];
  const words = new Set(sought);
  const parts = text.split(/(?<=[^\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(?=[^\p{L}\p{N}])/u);
  // What is not marked stays together.
  return parts.reduce<string[]>((pieces, part) => {
    const last = pieces.at(-1);
    const isApart = last === undefined || words.has(part.toLowerCase()) || words.has(last.toLowerCase());
    return isApart ? [...pieces, part] : [...pieces.slice(0, -1), last + part];
  }, []);
}

import { type Asked, chanceOf } from './answer.ts';
import { type Setting, worldOf } from './setting.ts';
import { examplesFor } from './examples.ts';
import { make } from './make.ts';
import { placeIn, type World } from './place.ts';
import { coreOf, definitionOf, type Node, type Shape, shapeOf } from './schema.ts';
import { fieldsOf } from './shapes.ts';
import type { Fields } from './things.ts';

/** How many events lie between two that tell nothing but that something happened. */
const bareEvery = 6;

/** The data of the nth event of a stream, beginning at 1: the examples of the contract first. */
export function eventAt(
  setting: Setting,
  asked: Asked,
  at: { readonly number: number; readonly everyMs: number },
): unknown {
  const { contract } = asked;
  const example = examplesFor(contract, asked.input)[at.number - 1];
  if (example) return example.output;
  const { lastEventId: _, ...input } = fieldsOf(asked.input);
  const now = new Date(setting.now.getTime() + at.number * at.everyMs);
  // What happens is the doing of others.
  const world = worldOf({ ...setting, now }, { ...asked, input, caller: null });
  const chance = chanceOf(world, { name: asked.name, input }).of('event', at.number);
  const variant = variantAt(contract.output, at.number);
  const given = counted(variant, { world, number: at.number });
  return make(variant, placeIn(world, chance, { isNew: true, given }));
}

/** In turn, of the variants that tell something; now and then one of the others. */
function variantAt(output: Node, number: number): Node {
  const { type, options } = definitionOf(coreOf(output));
  if (type !== 'union') return output;
  const isBare = (option: Node) => Object.keys(shapeOf(option) ?? {}).length === 1;
  const bare = options.filter(isBare);
  const telling = options.filter((option) => !isBare(option));
  const list = telling.length === 0 || (bare.length > 0 && number % bareEvery === 0) ? bare : telling;
  return list[Math.floor(number - number / bareEvery) % list.length] ?? output;
}

/** What is counted of the thing that is listened to goes up with each event. */
function counted(variant: Node, { world, number }: { world: World; number: number }): Fields {
  const [thing] = world.named;
  const shape: Shape = shapeOf(variant) ?? {};
  if (!thing) return {};
  const counts = Object.entries(shape).filter(([name]) => /count$/i.test(name));
  return Object.fromEntries(
    counts.map(([name, schema]) => {
      const place = placeIn(world, world.seed.of('thing', thing.key, thing.value).of(name), { name });
      return [name, Number(make(schema, place)) + number];
    }),
  );
}

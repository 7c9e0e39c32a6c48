import type { Chance } from './chance.ts';
import { habits, headings, openings, remarks, sentences, standfirsts, titles, towns } from './phrases.ts';
import { type Topic, topics } from './topics.ts';

/** Every tag there is. */
export const tags: readonly string[] = topics.flatMap(({ tags: all }) => all);

/** What a text is about: the topic whose words it holds, else any. */
export function topicOf(text: string, chance: Chance): Topic {
  const lower = text.toLowerCase().replaceAll('-', ' ');
  const named = topics.find((topic) =>
    [...topic.act, ...topic.things, ...topic.thing, ...topic.tool, ...topic.tags].some((word) => lower.includes(word)),
  );
  return named ?? chance.pick(topics);
}

/** A headline. */
export function title(chance: Chance): string {
  return capital(fill(chance.pick(titles), chance.pick(topics), chance));
}

/** A sentence or two that say what a text is about. */
export function standfirst(chance: Chance, topic: Topic): string {
  return fill(chance.pick(standfirsts), topic, chance);
}

/** What one reader says. */
export function remark(chance: Chance, topic: Topic): string {
  return fill(chance.pick(remarks), topic, chance);
}

/** Who somebody is, in a line. */
export function bio(chance: Chance, topic: Topic): string {
  return `${topic.trade} in ${chance.pick(towns)}. ${fill(chance.pick(habits), topic, chance)}`;
}

/** Some sentences in a row, none of them twice. */
export function paragraph(chance: Chance, topic: Topic, count = chance.between(3, 5)): string {
  return chance
    .shuffle(sentences)
    .slice(0, count)
    .map((sentence) => capital(fill(sentence, topic, chance)))
    .join(' ');
}

/** A text of some length, in Markdown: sections, a list, a saying. */
export function essay(chance: Chance, topic: Topic): string {
  const told = chance.shuffle(sentences).map((sentence) => capital(fill(sentence, topic, chance)));
  const take = (count: number) => told.splice(0, count).join(' ');
  const [first, second, third] = chance.shuffle(headings);
  const list = chance
    .shuffle([...topic.tool, ...topic.things])
    .slice(0, 4)
    .map((item) => `- ${capital(item)}`);
  return [
    `${capital(fill(chance.pick(openings), topic, chance))} ${take(2)}`,
    take(3),
    `## ${first}`,
    take(4),
    `> ${take(1)}`,
    `## ${second}`,
    take(2),
    list.join('\n'),
    take(3),
    `## ${third}`,
    take(3),
    take(2),
  ].join('\n\n');
}

/** A text as it stands in an address. */
export function slugOf(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[’'\p{M}]/gu, '')
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, 80);
}

/** The headline that an address was made from, as far as it still says it. */
export function titleOf(slug: string): string {
  return capital(slug.replaceAll(/[-_]+/g, ' ').trim());
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function fill(template: string, topic: Topic, chance: Chance): string {
  const filled = template.replaceAll(/\{(act|thing|things|tool|place)\}/g, (_, slot: 'act') =>
    chance.pick(topic[slot]),
  );
  return filled.replaceAll(/\b([Aa]) (?=[aeio])/g, '$1n ');
}

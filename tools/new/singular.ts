/** Plurals that no rule below makes the right singular of. */
const irregular: Readonly<Record<string, string>> = {
  analyses: 'analysis',
  bases: 'base',
  buses: 'bus',
  caches: 'cache',
  calves: 'calf',
  children: 'child',
  cookies: 'cookie',
  crises: 'crisis',
  criteria: 'criterion',
  feet: 'foot',
  geese: 'goose',
  halves: 'half',
  headaches: 'headache',
  indices: 'index',
  knives: 'knife',
  leaves: 'leaf',
  lives: 'life',
  loaves: 'loaf',
  matrices: 'matrix',
  men: 'man',
  mice: 'mouse',
  movies: 'movie',
  niches: 'niche',
  oases: 'oasis',
  people: 'person',
  phenomena: 'phenomenon',
  quizzes: 'quiz',
  shelves: 'shelf',
  shoes: 'shoe',
  synopses: 'synopsis',
  teeth: 'tooth',
  theses: 'thesis',
  thieves: 'thief',
  ties: 'tie',
  vertices: 'vertex',
  wives: 'wife',
  wolves: 'wolf',
  women: 'woman',
};

/** The last ending that fits decides. */
const rules: readonly (readonly [ending: RegExp, singular: string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|zz)es$/, '$1'],
  [/([^aeo])uses$/, '$1us'],
  [/([^o])oes$/, '$1o'],
  [/([^s])s$/, '$1'],
];

/**
 * What one of several things is called: `stories` is `story`. Of several words it is the last that counts.
 *
 * @returns null where the word is no plural that is known here.
 */
export function singularOf(plural: string): string | null {
  const [, before = '', word = ''] = /^(.*-)?([^-]+)$/.exec(plural) ?? [];
  const known = Object.hasOwn(irregular, word) ? irregular[word] : byRule(word);
  return known === undefined ? null : before + known;
}

function byRule(word: string): string | undefined {
  // Words that end like a plural and are none.
  if (/(?:ss|us|is|news|series|species)$/.test(word)) return undefined;
  const rule = rules.find(([ending]) => ending.test(word));
  const singular = rule && word.replace(rule[0], rule[1]);
  return singular && singular.length > 1 ? singular : undefined;
}

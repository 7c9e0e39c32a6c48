export interface SeedPerson {
  username: string;
  bio: string;
  joinedDaysAgo: number;
}

export const people = [
  {
    username: 'maren',
    bio: 'I set type by hand and print on a treadle platen older than my grandmother. Mostly short books, some labels for jam.',
    joinedDaysAgo: 398,
  },
  {
    username: 'tobias',
    bio: 'Baker. Six kinds of loaf, one oven, in bed by eight. I answer questions about rye before noon only.',
    joinedDaysAgo: 371,
  },
  {
    username: 'ines',
    bio: 'I write programs for a living and about them for clarity. Fond of plain SQL, small functions and long walks before a migration.',
    joinedDaysAgo: 384,
  },
  {
    username: 'kofi',
    bio: 'I ride a steel bicycle a long way and then ride it home. Connoisseur of bus shelters and petrol station coffee.',
    joinedDaysAgo: 342,
  },
  {
    username: 'yuki',
    bio: 'Gardener on a damp north-facing slope. I carry a hand lens and am often found kneeling beside walls.',
    joinedDaysAgo: 317,
  },
  {
    username: 'lena',
    bio: 'I look at the sky from a back garden with one street lamp too many. Binoculars first, telescope when the neighbours are asleep.',
    joinedDaysAgo: 329,
  },
  {
    username: 'rafael',
    bio: 'I mend valve radios and mantel clocks at a bench by the window. If it hums or ticks unevenly, bring it round.',
    joinedDaysAgo: 286,
  },
  {
    username: 'priya',
    bio: 'I walk cities from one edge to the other and draw the maps afterwards, from memory, mistakes included.',
    joinedDaysAgo: 264,
  },
  {
    username: 'anders',
    bio: 'Keeper of a small wooden boat and a large barometer. I write down the wind every morning at seven.',
    joinedDaysAgo: 241,
  },
  {
    username: 'noor',
    bio: 'I translate novels between three languages and keep a drawer of words that would not come across.',
    joinedDaysAgo: 223,
  },
  {
    username: 'silvia',
    bio: 'Archivist in a town library. I spend my days with other people’s letters and my evenings mending their envelopes.',
    joinedDaysAgo: 198,
  },
  {
    username: 'dmitri',
    bio: 'I play slow chess by post and do mathematics the way other people do crosswords, in pencil and for no one.',
    joinedDaysAgo: 176,
  },
] as const satisfies readonly SeedPerson[];

/** Headlines. */
export const titles = [
  'What {act} teaches',
  'A year with one {thing}',
  'The {thing} nobody asked about',
  'Notes on {act}',
  'In praise of the plain {thing}',
  'Choosing a {tool}',
  'Three {things}, and one that failed',
  'Against the perfect {thing}',
  '{act}, slowly',
  'Why old {things} last',
  'The trouble with new {things}',
  'A short history of the {tool}',
  'Small {things}, large patience',
  'Letters about {things}',
  'Before the first {thing}',
  'What I got wrong about {things}',
  '{act} {place}',
  'The quiet half of {act}',
  'One {tool} for everything',
  'A drawer full of {things}',
  'The case for bad {things}',
  'Everything I know about {act}',
  'A {tool} of one’s own',
  'On {act}',
  'Two weeks without a {tool}',
  'Learning to leave a {thing} alone',
  'What the {tool} is for',
  'A beginner’s guide to ruined {things}',
  'My mother’s {tool}',
  'The smallest {thing} I could find',
  'Some {things} are better broken',
  'How {act} became my Sunday',
] as const;

/** What stands under a headline. */
export const standfirsts = [
  'A few plain rules for {act}, and the evening on which all of them failed.',
  'Most of {act} is waiting. The rest can be learned in an afternoon.',
  'Everybody has an opinion on {things}. I kept notes for a year instead.',
  'The best {tool} I own was the cheapest, and it took me ten years to see why.',
  'On {act} {place}, and what is left when the hurry is gone.',
  'I set out to write about {things} and ended up defending the {tool}.',
  'It began with one {thing} and a free weekend. It has not ended yet.',
  'What changes about {act} once nobody is watching.',
  'I asked six people how they go about {act}. Five of them laughed.',
  'There is a wrong way to hold a {tool}, and I held it for years.',
  'Three things that I would have liked to know before the first {thing}.',
  'An old {tool}, a cold evening, and a method that should not work.',
  'Why I stopped buying {things} and started mending them.',
  'A defence of slowness, with {things}.',
  'Half a year of {act}, in the order in which it went wrong.',
  'What {things} have to do with patience, and what they have not.',
  'You need less than they tell you: a {tool}, a table and an hour.',
  'Some notes on {act}, written down before I forget them.',
] as const;

/** How a longer text begins. */
export const openings = [
  'It was raining, which is how most of my attempts at {act} begin.',
  'The first {thing} I ever owned came without instructions.',
  'Last winter I gave up on {things} for the third time.',
  'A friend asked me what there is to like about {act}, and I had no answer ready.',
  'I keep a {tool} by the door, mostly as a reminder.',
  'There are two kinds of people who care about {things}, and they do not read the same books.',
  'Nobody sets out to spend a year on {things}.',
] as const;

/** Sentences of a longer text; any of them may follow any other. */
export const sentences = [
  'The first thing anybody tells you about {act} is to take your time, and the second is how they did not.',
  'I learned it {place}, which is not how the books have it.',
  'A good {tool} helps less than you would think, and a bad one hinders more.',
  'There is a point at which every {thing} looks hopeless, and it is usually the halfway point.',
  'You can read about {things} for a winter and still be surprised by the first one you meet.',
  'My neighbour, who has done this for forty years, uses one {tool} and no method at all.',
  'Nobody warns you about the silence.',
  'It helps to write down what you did, because you will remember it as better than it was.',
  'For a long time I blamed the {tool}.',
  'Then I borrowed an older {thing} for a week, and gave it back unwillingly.',
  'What looks like talent {place} is mostly a matter of having ruined more {things} than the others.',
  'The difference between a patient hand and a slow one is what happens after a mistake.',
  'I have stopped keeping count of {things}; I keep the ones that taught me something.',
  'If there is a rule, it is that {act} cannot be done while listening for the telephone.',
  'Half of what I own for it hangs on a nail and has not been touched since March.',
  'The other half is a {tool}, a lamp and a chair.',
  'Ask three people about {things} and you will get four answers, one of them useful.',
  'On good days an hour goes by without a single decision.',
  'On bad days I put the {thing} aside and sweep the floor, which is also part of it.',
  'There are faster ways, and I have tried most of them.',
  'None of this is difficult. All of it takes longer than it should.',
  'What I would tell a beginner is to begin with the plainest {thing} there is.',
] as const;

/** Between the parts of a longer text. */
export const headings = [
  'Where to begin',
  'What you need',
  'The slow part',
  'What goes wrong',
  'A better order',
  'What stays',
] as const;

/** What one reader says to the writer. */
export const remarks = [
  'This is the best thing I have read about {things} in a long while. Thank you for the part on {act}.',
  'I tried this over the weekend. It took twice as long as you say, and I would do it again.',
  'A small correction: the {tool} in my workshop is older than that, and still in use.',
  'My grandfather used to say the same about {act}, only with more swearing.',
  'Would it work {place}, do you think? I have not got the room for anything else.',
  'I had given up on {things}. You make me want to start again.',
  'Lovely piece. The paragraph about the {thing} made me laugh out loud on the train.',
  'I disagree about the {tool}, but I have sent this to two friends already.',
  'Could you say more about {act}? That is where mine always goes wrong.',
  'We read this aloud at our club last night, and nobody looked at the clock.',
  'Bookmarked for the winter.',
  'The picture of the {thing} is exactly how mine looked before it failed.',
  'You had me at the {tool}.',
  'Twenty years at this, and I still learned something about {things}.',
  'Is there a part two? I would like to know what became of the {thing}.',
  'Thank you for writing about {act} without selling anything.',
  'I have the same {tool}. The handle comes off if you keep it near the stove.',
  'Sent this to my daughter, who has just started with {things}.',
  'Not sure that I agree, but I am glad somebody wrote it down.',
  'Does anybody know where to find {things} like these?',
] as const;

/** What people say of themselves, beside their trade. */
export const habits = [
  'Answers letters on Sundays.',
  'Writes slowly, and crosses out half of it.',
  'Collects {things} and excuses.',
  'Always one {tool} short.',
  'Happiest when {act}.',
  'Learning in public, failing in private.',
  'Up early, most days.',
  'Will talk about {things} until somebody stops it.',
] as const;

/** Where people live. */
export const towns = [
  'Bergen',
  'Porto',
  'Leeds',
  'Ghent',
  'Graz',
  'Turku',
  'Galway',
  'Utrecht',
  'Halifax',
  'Kraków',
  'Valparaíso',
  'Nagano',
] as const;

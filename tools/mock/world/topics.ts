/** What a text is about: the words that its sentences are filled with. */
export interface Topic {
  /** The first is its own name. */
  readonly tags: readonly [string, ...string[]];
  readonly trade: string;
  readonly thing: readonly string[];
  readonly things: readonly string[];
  readonly tool: readonly string[];
  readonly act: readonly string[];
  readonly place: readonly string[];
}

/** What people write about here. */
export const topics: readonly Topic[] = [
  {
    tags: ['bread', 'baking', 'kitchen'],
    trade: 'Baker',
    thing: ['loaf', 'starter', 'oven', 'crust'],
    things: ['loaves', 'starters', 'flours', 'crusts'],
    tool: ['scraper', 'thermometer', 'proving basket'],
    act: ['shaping a wet dough', 'feeding a starter', 'waiting for the second rise', 'reading a crust'],
    place: ['in a small kitchen', 'at four in the morning', 'without a recipe'],
  },
  {
    tags: ['bicycles', 'touring', 'repair'],
    trade: 'Mechanic',
    thing: ['wheel', 'hub', 'saddle', 'frame'],
    things: ['wheels', 'chains', 'saddles', 'long rides'],
    tool: ['spoke key', 'chain gauge', 'pump'],
    act: ['truing a wheel', 'packing for a long ride', 'mending a puncture', 'climbing without hurry'],
    place: ['in the rain', 'at the side of the road', 'after dark'],
  },
  {
    tags: ['bookbinding', 'paper', 'craft'],
    trade: 'Bookbinder',
    thing: ['spine', 'signature', 'endpaper', 'binding'],
    things: ['spines', 'endpapers', 'old bindings', 'torn pages'],
    tool: ['bone folder', 'needle', 'press'],
    act: ['sewing a signature', 'mending a torn page', 'cutting against the grain', 'gluing a spine'],
    place: ['on a kitchen table', 'with borrowed tools', 'one evening a week'],
  },
  {
    tags: ['bees', 'honey', 'seasons'],
    trade: 'Beekeeper',
    thing: ['hive', 'swarm', 'queen', 'frame'],
    things: ['hives', 'swarms', 'queens', 'lime trees'],
    tool: ['smoker', 'hive tool', 'notebook'],
    act: ['opening a hive', 'catching a swarm', 'leaving a colony alone', 'counting brood'],
    place: ['on a flat roof', 'behind the railway line', 'in a late spring'],
  },
  {
    tags: ['birds', 'field-notes', 'nature'],
    trade: 'Birdwatcher',
    thing: ['wren', 'nest', 'song', 'heron'],
    things: ['wrens', 'swifts', 'nests', 'waders'],
    tool: ['pair of binoculars', 'notebook', 'flask'],
    act: ['learning one song at a time', 'sitting still for an hour', 'counting swifts', 'keeping a list'],
    place: ['from a bus stop', 'before breakfast', 'at the edge of town'],
  },
  {
    tags: ['maps', 'walking', 'cities'],
    trade: 'Cartographer',
    thing: ['map', 'contour', 'street', 'footpath'],
    things: ['maps', 'footpaths', 'street names', 'contours'],
    tool: ['pencil', 'compass', 'ruler'],
    act: ['drawing a street from memory', 'walking a bus route', 'naming a path', 'leaving things off a map'],
    place: ['without a phone', 'on foot', 'from one edge to the other'],
  },
  {
    tags: ['clocks', 'mending', 'workshop'],
    trade: 'Clockmaker',
    thing: ['clock', 'spring', 'escapement', 'pendulum'],
    things: ['clocks', 'springs', 'screws', 'pendulums'],
    tool: ['loupe', 'oiler', 'screwdriver'],
    act: ['oiling a movement', 'finding a beat', 'taking a clock apart', 'setting a pendulum'],
    place: ['by the window', 'in the right order', 'on a Sunday'],
  },
  {
    tags: ['weather', 'sailing', 'tides'],
    trade: 'Sailor',
    thing: ['barometer', 'anchor', 'tide', 'mooring'],
    things: ['barometers', 'tides', 'knots', 'fog banks'],
    tool: ['logbook', 'chart', 'lead line'],
    act: ['reading a barometer', 'waiting out a fog', 'anchoring under sail', 'keeping a log'],
    place: ['single-handed', 'in a small boat', 'against the tide'],
  },
  {
    tags: ['astronomy', 'night', 'science'],
    trade: 'Stargazer',
    thing: ['telescope', 'comet', 'eclipse', 'double star'],
    things: ['double stars', 'comets', 'cloudy nights', 'lenses'],
    tool: ['star chart', 'red lamp', 'tripod'],
    act: ['waiting for your eyes', 'finding north', 'drawing the moon', 'collimating a mirror'],
    place: ['under a street lamp', 'with bare eyes', 'in the cold'],
  },
  {
    tags: ['typography', 'printing', 'reading'],
    trade: 'Printer',
    thing: ['typeface', 'margin', 'headline', 'proof'],
    things: ['margins', 'typefaces', 'footnotes', 'proofs'],
    tool: ['composing stick', 'grid', 'ruler'],
    act: ['setting a line', 'choosing a typeface', 'reading a proof', 'leaving a margin'],
    place: ['by hand', 'on cheap paper', 'in one size'],
  },
  {
    tags: ['software', 'databases', 'testing'],
    trade: 'Programmer',
    thing: ['index', 'test', 'migration', 'function'],
    things: ['indexes', 'tests', 'migrations', 'small functions'],
    tool: ['debugger', 'whiteboard', 'query plan'],
    act: ['deleting a clever function', 'naming a variable', 'reading a query plan', 'writing the test first'],
    place: ['on a Friday', 'in somebody else’s code', 'without a framework'],
  },
  {
    tags: ['pottery', 'glazes', 'studio'],
    trade: 'Potter',
    thing: ['bowl', 'glaze', 'kiln', 'handle'],
    things: ['bowls', 'glazes', 'handles', 'failed firings'],
    tool: ['wire', 'sponge', 'turning tool'],
    act: ['centring clay', 'pulling a handle', 'unloading a kiln', 'mixing a glaze'],
    place: ['in a cold studio', 'on a borrowed wheel', 'after a bad firing'],
  },
];

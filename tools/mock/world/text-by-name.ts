import type { Faker } from '@faker-js/faker';
import type { Place } from './place.ts';
import { isSpoken } from './pools.ts';
import { bio, capital, essay, paragraph, remark, slugOf, standfirst, tags, title, topicOf } from './prose.ts';
import type { Topic } from './topics.ts';

/** A text that a field of this name would hold, or undefined where the name says nothing. */
export function textByName(place: Place): string | undefined {
  const found = writers.find(([names]) => names.test(place.name));
  return found?.[1](place);
}

/** A text for a field whose name says nothing. */
export function anyText(place: Place): string {
  const { thing, things } = topic(place);
  return capital(place.chance.pick([...thing, ...things]));
}

/** The address of a picture, which says its size; it lies where the product keeps what people bring. */
export function pictureAddress({ chance, siblings }: Place): string {
  const size = isPerson(siblings) ? '320x320' : '1200x800';
  const key = chance.hex(32);
  return `/uploads/${key.slice(0, 2)}/${key}-${size}.webp`;
}

function isPerson(siblings: readonly string[]): boolean {
  return ['username', 'email', 'bio', 'firstName', 'fullName', 'displayName'].some((name) => siblings.includes(name));
}

type Writer = (place: Place) => string;

/** Whether a thing can be asked for by nothing but its name: then it has to say the same whatever else a call is about. */
function isFoundAlone({ thing, siblings, world }: Place): boolean {
  if (thing === null || isSpoken(thing.key)) return thing !== null;
  return world.pools.isFoundAlone(thing.key, siblings);
}

/** What all texts of one thing are about. */
function topic(place: Place): Topic {
  const { around, world, chance, thing } = place;
  const own = [around['title'], around['slug'], around['name'], isFoundAlone(place) ? thing?.value : world.about];
  const text = own.filter((one) => typeof one === 'string').find((one) => one !== '') ?? thing?.value.toString();
  return topicOf(text ?? '', text === undefined ? chance : world.seed.of('topic', text));
}

function faked(make: (faker: Faker) => string): Writer {
  return ({ chance }) => chance.fake(make);
}

function picked(...texts: string[]): Writer {
  return ({ chance }) => chance.pick(texts);
}

const headline: Writer = ({ around, chance, world }) =>
  typeof around['slug'] === 'string' ? world.pools.titleOf(around['slug']) : title(chance);

const standfirstOf: Writer = (place) => standfirst(place.chance, topic(place));

/** Where the whole text is known, its beginning. */
const excerpt: Writer = (place) => {
  const { description, body } = place.around;
  const known = [description, body].find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof known === 'string' ? known.trim().slice(0, 200) : standfirstOf(place);
};

/** What has a title is an essay; what has none is what somebody said. */
const body: Writer = (place) => {
  const { around, chance } = place;
  const isLong = ['title', 'slug', 'headline', 'description'].some((name) => name in around);
  return isLong ? essay(chance, topic(place)) : remark(chance, topic(place));
};

const named: Writer = (place) => {
  const { username, email } = place.around;
  if (typeof username === 'string') return username.split(/[-_.]/).map(capital).join(' ');
  return place.chance.fake((faker) => (email === undefined ? faker.commerce.productName() : faker.person.fullName()));
};

const emailOf: Writer = ({ around, chance }) => {
  const { username } = around;
  const local = typeof username === 'string' && /^[\w.-]+$/.test(username) ? username : undefined;
  return `${local ?? slugOf(chance.fake((faker) => faker.person.firstName()))}@example.com`;
};

/** Of a network that nobody has. */
const documentationAddress: Writer = ({ chance }) => `203.0.113.${chance.between(1, 254)}`;

const system: Writer = ({ around, chance }) =>
  chance.pick(/Safari/.test(String(around['browser'])) ? ['macOS', 'iOS'] : ['Windows', 'macOS', 'Android', 'Linux']);

const address: Writer = (place) =>
  place.around['browser'] === undefined
    ? place.chance.fake((faker) => faker.location.streetAddress())
    : documentationAddress(place);

/** What says how large it is, is a picture. */
const web: Writer = (place) =>
  place.siblings.includes('width') ? pictureAddress(place) : `https://example.com/${slugOf(title(place.chance))}`;

/** Mostly of what it is about. */
const tag: Writer = (place) =>
  place.chance.happens(0.75) ? place.chance.pick(topic(place).tags) : place.chance.pick(tags);

const token: Writer = ({ chance }) => Buffer.from(chance.hex(32), 'hex').toString('base64url');
const code: Writer = ({ chance }) => `${chance.hex(4)}-${chance.hex(4)}`;
const digits: Writer = ({ chance }) => String(chance.between(100_000, 999_999));
const secret: Writer = ({ chance }) =>
  Array.from({ length: 32 }, () => chance.letter('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')).join('');

/** By the name of the field, the more special first. */
const writers: [names: RegExp, write: Writer][] = [
  [/^slug$/i, ({ around, chance }) => slugOf(typeof around['title'] === 'string' ? around['title'] : title(chance))],
  [/^(?:id|uuid|guid)$|(?:Id|Uuid)$/, faked((faker) => faker.string.uuid())],
  [/^(?:title|headline|subject)$/i, headline],
  [
    /^(?:user_?name|handle|login|nickname|author|owner|favoritedBy)$/i,
    faked((faker) => slugOf(faker.person.firstName())),
  ],
  [/e-?mail/i, emailOf],
  [/^(?:bio|about)$/i, (place) => bio(place.chance, topic(place))],
  [/excerpt|teaser/i, excerpt],
  [/description|summary|standfirst|subtitle|tagline|caption/i, standfirstOf],
  [/^(?:body|content|markdown|html)$/i, body],
  [/comment|remark|message|note|review|feedback|^text$/i, (place) => remark(place.chance, topic(place))],
  [/snippet|paragraph|sentence/i, (place) => paragraph(place.chance, topic(place), 1)],
  [/image|avatar|picture|photo|thumbnail|logo|icon|poster|^cover|Cover/, pictureAddress],
  [/svg|qrCode/i, () => blankSvg],
  [/^uri$|url|link|href|website|homepage/i, web],
  [/password/i, () => 'correct horse battery'],
  [/secret/i, secret],
  [/token|signature|cursor|nonce/i, token],
  [/otp|pin$/i, digits],
  [/code$/i, code],
  [/hash|digest|checksum/i, ({ chance }) => chance.hex(16)],
  [/^tags?$|topic|category|label/i, tag],
  [/^(?:q|query|search|term|words?)$/i, (place) => place.chance.pick(topic(place).things)],
  [/^lang|language|locale/i, picked('en', 'de')],
  [/time_?zone|^tz$/i, picked('Europe/Berlin', 'Europe/Lisbon', 'America/New_York', 'Asia/Tokyo')],
  [/browser/i, picked('Firefox 148', 'Chrome 147', 'Safari 19', 'Edge 147')],
  [/system|platform|^os$/i, system],
  [/userAgent/i, faked((faker) => faker.internet.userAgent())],
  [/^ip$|ipAddress/i, documentationAddress],
  [/address/i, address],
  [/street/i, faked((faker) => faker.location.streetAddress())],
  [/city|town|place|location/i, faked((faker) => faker.location.city())],
  [/country/i, faked((faker) => faker.location.country())],
  [/zip|postal|postcode/i, faked((faker) => faker.location.zipCode())],
  [/first_?name/i, faked((faker) => faker.person.firstName())],
  [/last_?name|surname|family/i, faked((faker) => faker.person.lastName())],
  [/full_?name|display_?name|customer|recipient/i, faked((faker) => faker.person.fullName())],
  [/company|organi[sz]ation|vendor|brand|team/i, faked((faker) => faker.company.name())],
  [/job|role|position|profession/i, faked((faker) => faker.person.jobTitle())],
  [/phone|mobile|fax/i, faked((faker) => faker.phone.number({ style: 'international' }))],
  [/currency/i, picked('EUR', 'USD', 'GBP')],
  [/colou?r/i, faked((faker) => faker.color.rgb())],
  [/iban/i, faked((faker) => faker.finance.iban())],
  [/version|release/i, ({ chance }) => `${chance.between(0, 3)}.${chance.between(0, 20)}.${chance.between(0, 9)}`],
  [/mime|content_?type/i, picked('image/webp', 'text/plain', 'application/pdf')],
  [/file_?name/i, ({ chance }) => `${slugOf(title(chance))}.pdf`],
  [/path/i, ({ chance }) => `/${slugOf(title(chance))}`],
  [/name/i, named],
];

const blankSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#fff" d="M0 0h8v8H0z"/><path d="M1 1h2v2H1zm4 0h2v2H5zM1 5h2v2H1zm4 0h1v1H5zm1 1h1v1H6z"/></svg>';

import type { RequestHandler } from 'express';
import { Chance } from './world/chance.ts';

/** What is a picture by its address. */
const pictures = /\.(?:webp|png|jpe?g|gif|avif|svg)$/i;

/**
 * Answers every address of a picture with one: drawn from the address, so that it is the same every time.
 *
 * @remarks
 * Whatever its ending says it is SVG, which browsers go by the type of; nothing has to be fetched from elsewhere, and nothing is
 * ever broken.
 */
export const pictureRoute: RequestHandler = (req, res, next) => {
  if ((req.method !== 'GET' && req.method !== 'HEAD') || !pictures.test(req.path)) return next();
  res.set('Cache-Control', 'public, max-age=31536000, immutable').type('image/svg+xml').send(draw(req.path));
};

/** The inks of a picture: the sky, then what lies before it, the farthest first. */
const palettes = [
  ['#e9dfc9', '#c9b79c', '#9a8a74', '#6b6258', '#3e3d3c'],
  ['#dfe5e1', '#b4c4bd', '#86a097', '#5b7a72', '#344f4b'],
  ['#f0dccb', '#e0b08f', '#b9775a', '#87513f', '#4d3029'],
  ['#dde3ea', '#b3c2d1', '#8299b0', '#566f8a', '#33475c'],
  ['#ebe4d3', '#d3c48f', '#a79a57', '#756f3c', '#454426'],
  ['#ecdedb', '#cfa9a4', '#a3756f', '#74504d', '#452f30'],
] as const;

function draw(path: string): string {
  const chance = new Chance(path);
  const [, width, height] = /-(\d{2,4})x(\d{2,4})\.\w+$/.exec(path) ?? [];
  const size = { width: Number(width ?? 1200), height: Number(height ?? 800) };
  const inks = chance.pick(palettes);
  const parts = size.width === size.height ? portrait(chance, inks) : landscape(chance, inks);
  const box = size.width === size.height ? '0 0 100 100' : `0 0 ${Math.round((size.width / size.height) * 100)} 100`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${box}" preserveAspectRatio="xMidYMid slice">` +
    `<rect width="400" height="100" fill="${inks[0]}"/>${parts}</svg>`
  );
}

type Inks = (typeof palettes)[number];

/** Hills behind hills, and a sun or a moon. */
function landscape(chance: Chance, inks: Inks): string {
  const sun = `<circle cx="${chance.between(25, 130)}" cy="${chance.between(18, 42)}" r="${chance.between(7, 13)}" fill="#fff" fill-opacity=".65"/>`;
  const hills = inks.slice(1).map((ink, at) => `<path fill="${ink}" d="${hill(chance, 44 + at * 14)}"/>`);
  return sun + hills.join('');
}

function hill(chance: Chance, top: number): string {
  const steps = [0, 1, 2, 3, 4, 5].map((at) => ({ x: at * 60, y: top + chance.between(-9, 9) }));
  const curve = steps.slice(1).map(({ x, y }) => `S${x - 22} ${y - chance.between(-7, 7)} ${x} ${y}`);
  return `M0 ${steps[0]?.y ?? top}${curve.join('')}V100H0Z`;
}

/** A mark rather than a face: nobody is shown whom nobody knows. */
function portrait(chance: Chance, [, ...inks]: Inks): string {
  const [back, middle, front] = chance.shuffle(inks);
  const turn = chance.between(0, 3) * 90;
  return (
    `<rect width="100" height="100" fill="${back}"/><g transform="rotate(${turn} 50 50)">` +
    `<path fill="${middle}" d="M0 100A${chance.between(60, 100)} ${chance.between(60, 100)} 0 0 1 100 ${chance.between(0, 40)}V100Z"/>` +
    `<circle cx="${chance.between(30, 70)}" cy="${chance.between(25, 55)}" r="${chance.between(14, 24)}" fill="${front}"/></g>`
  );
}

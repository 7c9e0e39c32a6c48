import { contract, imageLimits } from '@hybrid/contracts';
import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { failure, platformFailure } from '../../platform/failure.ts';

const { image: procedure } = contract.uploads;

/** The longest side that is kept: twice the reading column on a dense screen, and enough for a cover. */
const sideMax = 2000;
const quality = 80;
const secondsMax = 20;

// A picture of 50 megapixels takes a core for seconds and up to 200 MB: more at a time would starve everything else.
const fewAtATime = pLimit(2);
/** Whoever came after them would wait longer than people do. */
const waitingMax = 20;

/** What the first bytes of a file are, for the formats that are read. No other decoder is ever started. */
const beginnings = [/^\xff\xd8\xff/, /^\x89PNG\r\n/, /^RIFF[^]{4}WEBP/, /^GIF8[79]a/, /^[^]{4}ftyp(?:avif|avis|mif1)/];

/** A picture as it is kept. */
interface EncodedImage {
  readonly body: Buffer;
  readonly width: number;
  readonly height: number;
}

/**
 * Makes a picture anew from its points alone: upright, at most 2000 px a side, as WebP.
 *
 * @remarks
 * Nothing of the file itself survives: no place or camera, no second format hidden behind the first, no fault aimed at a
 * browser's decoder. Of an animation the first frame is kept: it is cheap, and nothing moves beside what is being read.
 *
 * @throws NOT_AN_IMAGE, IMAGE_TOO_LARGE; UNAVAILABLE while too many others wait for theirs.
 */
export async function encodeImage(file: Buffer): Promise<EncodedImage> {
  const start = file.toString('latin1', 0, 16);
  if (!beginnings.some((beginning) => beginning.test(start))) throw failure(procedure, 'NOT_AN_IMAGE');
  if (fewAtATime.pendingCount >= waitingMax) throw platformFailure('UNAVAILABLE');
  return fewAtATime(() => encode(file));
}

async function encode(file: Buffer): Promise<EncodedImage> {
  // Loaded with the first picture: 8 MB that most processes never need.
  const { default: sharp } = await import('sharp');
  // One thread for each; the cache would keep points of strangers for nobody.
  sharp.concurrency(1);
  sharp.cache(false);
  // Its own account of its size, which costs nothing to read: what is too large is refused by name.
  const { width, height } = await readable(sharp(file, { limitInputPixels: false }).metadata());
  if (width * height > imageLimits.pixelsMax) throw failure(procedure, 'IMAGE_TOO_LARGE', imageLimits);
  const image = sharp(file, { limitInputPixels: imageLimits.pixelsMax, pages: 1, failOn: 'error' });
  const { data, info } = await readable(small(image).toBuffer({ resolveWithObject: true }));
  return { body: data, width: info.width, height: info.height };
}

function small(image: Sharp): Sharp {
  return image
    .autoOrient()
    .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .timeout({ seconds: secondsMax });
}

/** Whatever a decoder stumbles over, the file is no picture that anybody could look at; its errors have no names. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch {
    throw failure(procedure, 'NOT_AN_IMAGE');
  }
}

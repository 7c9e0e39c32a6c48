import { randomBytes } from 'node:crypto';
import { contract, imageLimits } from '@hybrid/contracts';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { encodeImage } from './encode-image.ts';
import { storageKeyOf } from './upload-key.ts';

/**
 * Takes a picture, makes it anew and keeps it.
 *
 * @throws NOT_AN_IMAGE, IMAGE_TOO_LARGE.
 */
export async function uploadImage({ db, user, storage }: Context, { data }: { data: string }) {
  const bytes = Buffer.from(data, 'base64');
  const { sizeBytesMax } = imageLimits;
  if (bytes.length > sizeBytesMax) throw failure(contract.uploads.image, 'IMAGE_TOO_LARGE', imageLimits);
  const { body, width, height } = await encodeImage(bytes);

  // Random, because whoever knows the address may look: a picture that is not shown yet must not be guessed.
  const id = randomBytes(16).toString('hex');
  const key = `${id.slice(0, 2)}/${id}-${width}x${height}.webp`;
  const sizeBytes = body.length;
  // The row first: a file without one would belong to nobody, and a row without a file harms nobody.
  await db.upload.create({ data: { ownerId: user.id, key, sizeBytes, width, height } });
  await storage.put(storageKeyOf(key), body, { type: 'image/webp' });
  return { url: `/uploads/${key}`, width, height, sizeBytes };
}

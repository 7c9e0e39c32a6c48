/** As the server keeps it: more would travel for nothing. */
const SIDE_MAX = 2000;
/** What is smaller than this and not too long is sent as it is. */
const SIZE_BYTES_FINE = 1_000_000;
const QUALITY = 0.9;

/**
 * Makes a picture as small as it will be kept; what this browser cannot read comes back as it is.
 *
 * @remarks
 * The server is the judge of what a picture is. A phone's picture of 12 MB becomes one of some hundred KB before it travels.
 */
export async function shrinkImage(file: Blob): Promise<Blob> {
  const bitmap = await decode(file);
  if (bitmap === null) return file;
  try {
    const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
    if (scale === 1 && file.size <= SIZE_BYTES_FINE) return file;
    const small = await draw(bitmap, scale);
    return small !== null && small.size < file.size ? small : file;
  } finally {
    bitmap.close();
  }
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

async function draw(bitmap: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  // A browser that cannot write WebP gives a PNG instead: larger, and right all the same.
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
}

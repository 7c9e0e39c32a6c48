import { z } from 'zod';
import { contract, mutation } from './kernel/index.ts';

const mebibyte = 1_048_576;

/** The largest file that is taken as a picture, and the most points it may have once unpacked. */
export const imageLimits = { sizeBytesMax: 10 * mebibyte, pixelsMax: 50_000_000 } as const;

/** The address of an uploaded picture, below the origin: `/uploads/<key>`. The key is random and ends in its size. */
export const uploadAddress = /^\/uploads\/([0-9a-f]{2}\/[0-9a-f]{32}-\d{1,4}x\d{1,4}\.webp)$/;

/** A picture in the storage of ours. */
export const UploadedImage = z.object({
  /** Below the origin, e.g. `/uploads/3f/3f…-1200x800.webp`. */
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sizeBytes: z.number().int(),
});
export type UploadedImage = z.infer<typeof UploadedImage>;

export const uploads = contract({
  image: mutation({
    access: 'user',
    summary: 'Upload a picture: JPEG, PNG, WebP, GIF or AVIF; it is kept as WebP',
    input: z.object({
      /** The file in base64. What it is, its content says: no name or type of it is asked for. */
      data: z.string({ error: "can't be blank" }).min(1, "can't be blank").meta({ contentEncoding: 'base64' }),
    }),
    output: UploadedImage,
    errors: {
      NOT_AN_IMAGE: { status: 422, message: 'This is no picture that can be read: use JPEG, PNG, WebP, GIF or AVIF.' },
      IMAGE_TOO_LARGE: {
        status: 422,
        message: 'This picture is too large: at most 10 MB and 50 megapixels.',
        data: z.object({ sizeBytesMax: z.number().int(), pixelsMax: z.number().int() }),
      },
    },
    limit: '100/hour',
    http: { method: 'POST', path: '/uploads', status: 201 },
    // Base64 makes four letters of three bytes.
    bodyBytesMax: 14 * mebibyte,
  }),
});

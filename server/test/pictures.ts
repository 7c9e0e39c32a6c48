import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

interface PictureOptions {
  readonly format?: Format;
  readonly width?: number;
  readonly height?: number;
}

/** A plain picture, as a file of that format. */
export function picture({ format = 'png', width = 60, height = 40 }: PictureOptions = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c2401f' } })
    .toFormat(format)
    .toBuffer();
}

/** A picture that no format can make small. */
export function noise(side: number): Promise<Buffer> {
  const raw = { width: side, height: side, channels: 3 } as const;
  return sharp(randomBytes(side * side * 3), { raw })
    .png()
    .toBuffer();
}

/** As it travels. */
export function base64(file: Buffer): { data: string } {
  return { data: file.toString('base64') };
}

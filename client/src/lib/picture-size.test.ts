import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

test.each([
  ['/uploads/3f/3f00-1200x800.webp', { width: 1200, height: 800 }],
  ['https://elsewhere.example/uploads/3f/3f00-1200x800.webp', null],
  ['/uploads/3f/3f00.webp', null],
  ['/uploads/3f/3f00-0x0.png', null],
  ['', null],
  [undefined, null],
])('of the picture at %j the size is %j', (address, size) => {
  expect(pictureSize(address)).toEqual(size);
});

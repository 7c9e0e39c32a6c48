import { crc32 } from 'node:zlib';
import { contract, imageLimits, uploadAddress } from '@hybrid/contracts';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { base64, noise, picture } from '../../../test/pictures.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';

const { image } = contract.uploads;

/** A host with Ada, and what she uploads as the storage gives it back. */
async function start(env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  const upload = (file: Buffer) => ada.api.uploads.image.mutate(base64(file));
  const fetched = async ({ url }: { url: string }) =>
    Buffer.from(await (await fetch(`${host.url}${url}`)).arrayBuffer());
  return { host, ada, upload, fetched };
}

test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
  'a picture in %s is kept as WebP at an address that tells its size, and belongs to who uploaded it',
  async (format) => {
    const { host, ada, upload, fetched } = await start();
    const uploaded = await upload(await picture({ format }));
    expect(uploaded).toMatchObject({ width: 60, height: 40, url: expect.stringMatching(uploadAddress) });
    expect(uploaded.url).toMatch(/-60x40\.webp$/);
    const body = await fetched(uploaded);
    expect(body).toHaveLength(uploaded.sizeBytes);
    expect(await sharp(body).metadata()).toMatchObject({ format: 'webp', width: 60, height: 40 });
    expect(await host.db.upload.findMany({ select: { ownerId: true, key: true, sizeBytes: true } })).toEqual([
      { ownerId: ada.id, key: uploaded.url.slice('/uploads/'.length), sizeBytes: uploaded.sizeBytes },
    ]);
  },
);

test('a picture is turned upright, and where and with what it was taken is not kept', async () => {
  const { upload, fetched } = await start();
  const taken = await sharp(await picture({ format: 'jpeg' }))
    .withExif({ IFD0: { Copyright: 'Somebody' }, IFD3: { GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const before = await sharp(taken).metadata();
  expect([before.orientation, before.exif?.includes('Somebody')]).toEqual([6, true]);
  const uploaded = await upload(taken);
  expect(uploaded).toMatchObject({ width: 40, height: 60 });
  const { exif, orientation, xmp, iptc } = await sharp(await fetched(uploaded)).metadata();
  expect([exif, orientation, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);
});

test('a large picture comes to 2000 px on its longest side', async () => {
  const { upload } = await start();
  expect(await upload(await picture({ width: 3000, height: 1500 }))).toMatchObject({ width: 2000, height: 1000 });
  expect(await upload(await picture({ width: 10, height: 4000 }))).toMatchObject({ width: 5, height: 2000 });
});

test('of an animation the first frame is kept', async () => {
  const { upload, fetched } = await start();
  const frames = ['#ff0000', '#0000ff'].map((background) => ({
    create: { width: 20, height: 20, channels: 3 as const, background },
  }));
  const animation = await sharp(await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer())), {
    join: { animated: true },
  })
    .gif()
    .toBuffer();
  expect((await sharp(animation, { pages: -1 }).metadata()).pages).toBe(2);
  const kept = await fetched(await upload(animation));
  expect((await sharp(kept, { pages: -1 }).metadata()).pages ?? 1).toBe(1);
  const { dominant } = await sharp(kept).stats();
  expect(dominant.r).toBeGreaterThan(200);
});

test('what hides behind a picture does not get through', async () => {
  const { upload, fetched } = await start();
  const script = '<script>alert(document.cookie)</script>';
  const uploaded = await upload(Buffer.concat([await picture({ format: 'gif' }), Buffer.from(script)]));
  expect((await fetched(uploaded)).includes('script')).toBe(false);
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';

test.each([
  ['text', Buffer.from('This is no picture.')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['an SVG', Buffer.from(svg)],
  ['an SVG behind a mark of UTF-8', Buffer.from(`\ufeff${svg}`)],
  ['a document', Buffer.from('%PDF-1.7\n1 0 obj\n')],
  ['the beginning of a PNG', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['the beginning of a JPEG, and then an SVG', Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from(svg)])],
  ['the beginning of an AVIF', Buffer.from('\0\0\0\x20ftypavif')],
  ['what is no base64 at all', Buffer.from([])],
])('%s is no picture, and nothing of it is kept', async (_, file) => {
  const { host, ada } = await start();
  const data = file.length === 0 ? '***' : file.toString('base64');
  expect(await refusal(image, ada.api.uploads.image.mutate({ data }))).toEqual({ name: 'NOT_AN_IMAGE', data: null });
  expect(await host.db.upload.count()).toBe(0);
});

test('a picture that breaks off is refused', async () => {
  const { upload } = await start();
  const whole = await noise(200);
  expect(await refusal(image, upload(whole.subarray(0, whole.length / 2)))).toEqual({
    name: 'NOT_AN_IMAGE',
    data: null,
  });
});

test('a picture of 9 MB is taken, though what else is sent may have 1 MB; one of 11 MB is too large', async () => {
  const { upload } = await start();
  const fine = await noise(1750);
  expect(fine.length).toBeGreaterThan(9_000_000);
  expect(await upload(fine)).toMatchObject({ width: 1750 });
  const large = Buffer.concat([fine, Buffer.alloc(imageLimits.sizeBytesMax - fine.length + 1)]);
  expect(await refusal(image, upload(large))).toEqual({ name: 'IMAGE_TOO_LARGE', data: imageLimits });
});

test('what no picture could be is not read to its end', async () => {
  const { host, ada } = await start();
  const answer = await callMutation(host.url, 'uploads.image', {
    input: { data: 'A'.repeat(20_000_000) },
    headers: { authorization: `Bearer ${ada.token}` },
  });
  expect(answer).toMatchObject({ status: 413, error: 'PAYLOAD_TOO_LARGE' });
});

test('a stranger may not even send as much', async () => {
  const { host } = await start();
  const call = (size: number) => callMutation(host.url, 'uploads.image', { input: { data: 'A'.repeat(size) } });
  expect(await call(2_000_000)).toMatchObject({ status: 413, error: 'PAYLOAD_TOO_LARGE' });
  expect(await call(2000)).toMatchObject({ status: 401, error: 'UNAUTHORIZED' });
});

test('the REST face takes a picture as well, and answers that it was made', async () => {
  const { host, ada } = await start();
  const file = await noise(900);
  expect(file.length).toBeGreaterThan(2_000_000);
  const send = (token: string) =>
    fetch(`${host.url}/api/uploads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Token ${token}` },
      body: JSON.stringify(base64(file)),
    });
  const answer = await send(ada.token);
  expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ width: 900, height: 900 })]);
  expect((await send('nobody')).status).toBe(401);
});

test('a small file that unpacks to more than 50 megapixels is too large, whether or not it tells the truth', async () => {
  const { upload } = await start();
  const bomb = await picture({ width: 10_000, height: 6000 });
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await refusal(image, upload(bomb))).toEqual({ name: 'IMAGE_TOO_LARGE', data: imageLimits });
  // The same file, which says of itself that it is small.
  const liar = Buffer.from(bomb);
  liar.writeUInt32BE(10, 16);
  liar.writeUInt32BE(10, 20);
  liar.writeUInt32BE(crc32(liar.subarray(12, 29)), 29);
  const answer = await upload(liar).then(
    ({ width }) => width,
    () => 'refused',
  );
  expect([10, 'refused']).toContain(answer);
});

test('several pictures at once all come through', async () => {
  const { host, upload } = await start();
  const file = await picture({ width: 800, height: 800 });
  // A client sends ten of a moment in one batch; together they are small.
  const uploaded = await Promise.all(Array.from({ length: 8 }, () => upload(file)));
  expect(new Set(uploaded.map(({ url }) => url)).size).toBe(8);
  expect(await host.db.upload.count()).toBe(8);
});

test('who is not signed in is asked to, and an empty upload is refused by its field', async () => {
  const { host, ada } = await start();
  const anonymous = host.api.uploads.image.mutate(base64(await picture()));
  expect(await refusal(image, anonymous)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await invalidFields(ada.api.uploads.image.mutate({ data: '' }))).toEqual({ data: ["can't be blank"] });
});

test('a picture that was uploaded may be a portrait, and an address like one may not', async () => {
  const { ada, upload } = await start();
  const { url } = await upload(await picture());
  expect(await ada.api.accounts.updateSettings.mutate({ image: url })).toMatchObject({ image: url });
  for (const wrong of ['/uploads/x.webp', '/uploads/../admin', `//evil.example${url}`, `javascript:${url}`]) {
    const call = ada.api.accounts.updateSettings.mutate({ image: wrong });
    expect(Object.keys(await invalidFields(call)), wrong).toEqual(['image']);
  }
});

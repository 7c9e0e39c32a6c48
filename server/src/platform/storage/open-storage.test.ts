import { expect, test } from 'vitest';
import { createLog } from '../log.ts';
import { openStorage } from './open-storage.ts';
import { isStorageUrl, parseStorageUrl } from './storage-url.ts';

test.each([
  ['s3://key:secret@s3.example/bucket?region=eu-central-1', true],
  ['s3+http://key:secret@127.0.0.1:9000/bucket', true],
  ['file:///var/files', true],
  ['s3://s3.example/bucket', false],
  ['s3://key@s3.example/bucket', false],
  ['s3://key:secret@s3.example', false],
  ['s3://key:secret@s3.example/bucket/folder', false],
  ['file://elsewhere/files', false],
  ['nothing', false],
])('of %s it is known whether it can be used', (url, isUsable) => {
  expect(isStorageUrl(url)).toBe(isUsable);
});

test('a bucket is asked over https, in its region, as who the address names', () => {
  expect(parseStorageUrl('s3://key%2F1:a%20secret@s3.example/bucket?region=eu-central-1')).toEqual({
    bucket: {
      url: new URL('https://s3.example/bucket'),
      region: 'eu-central-1',
      accessKeyId: 'key/1',
      secretAccessKey: 'a secret',
    },
  });
});

test('where others reach us, a folder is used, and the log says that one instance may use it', async () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  openStorage({ url: undefined, folder: '/var/files', isLaptop: false, log });
  expect(lines.join('')).toContain('the only instance');
  openStorage({ url: undefined, folder: '/var/files', isLaptop: true, log });
  expect(lines).toHaveLength(1);
});

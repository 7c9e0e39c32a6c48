import { matchesGlob } from 'node:path/posix';
import { expect, test } from 'vitest';
import { repositoryFiles } from '../../repository-files.ts';
import { root } from '../root.ts';
import { amendments, nameplate } from './amendments.ts';
import { classify, platformFiles } from './classify.ts';
import { overlayFiles } from './compose.ts';
import { docAmendments } from './doc-amendments.ts';
import { platform } from './platform.ts';
import { readProductName } from './product-name.ts';
import { generated, product } from './product.ts';

const files = await repositoryFiles(root);
const overlay = new Set(overlayFiles().keys());

test('every file of the repository is the platform or the product', () => {
  // What is thrown says which are neither, and what to do.
  expect(platformFiles(files, overlay).length).toBeGreaterThan(500);
});

test('a file that no rule names is refused, with what to do', () => {
  expect(() => platformFiles(['README.md', 'server/src/features/new.ts'], new Set())).toThrow(
    /product:\n {2}server\/src\/features\/new.ts\nName what every product needs in tools\/new\/blank\/platform.ts/,
  );
});

test('every rule is about a file that is there', () => {
  // No release may be kept at the moment, and nothing accepted.
  const mayBeMissing = new Set(['contracts/accepted.json', 'contracts/releases/*', 'docs/contract-changelog.md']);
  const rules = [...platform, ...product, ...generated].filter((rule) => !mayBeMissing.has(rule));
  expect(rules.filter((rule) => !files.some((file) => matchesGlob(file, rule)))).toEqual([]);
});

test('what is amended is copied', () => {
  const amended = [...amendments, ...docAmendments, nameplate(readProductName('notes'))].map(({ file }) => file);
  expect([...new Set(amended)].filter((file) => classify(file, overlay) !== 'platform')).toEqual([]);
});

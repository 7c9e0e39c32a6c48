import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { purgeUploads } from './purge-uploads.ts';
import { serveUploads } from './serve-uploads.ts';
import { uploadImage } from './upload-image.ts';
import { uploadsAdmin } from './uploads.admin.ts';

export { storageKeyOf } from './upload-key.ts';

/** Pictures that people upload: checked, made anew, kept in the storage and served under `/uploads`. */
export const uploads = {
  router: implement(contract.uploads, { image: uploadImage }),
  jobs: [purgeUploads],
  routes: serveUploads,
  admin: uploadsAdmin.section,
  bulkChanges: uploadsAdmin.bulkChanges,
} satisfies Feature<typeof contract.uploads>;

import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { buildExport } from './build-export.ts';
import { serveExports } from './download-export.ts';
import { listExports } from './list-exports.ts';
import { exportsAdmin } from './exports.admin.ts';
import { exportReady } from './mails.ts';
import { purgeExports } from './purge-exports.ts';
import { requestExport } from './request-export.ts';
import { streamExports } from './stream-exports.ts';

/** Copies of all that a person has here, made by a job, to be downloaded for a week. */
export const exports = {
  router: implement(contract.exports, { list: listExports, request: requestExport, stream: streamExports }),
  jobs: [buildExport, purgeExports],
  mails: [exportReady],
  routes: serveExports,
  admin: exportsAdmin,
} satisfies Feature<typeof contract.exports>;

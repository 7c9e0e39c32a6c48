import { contract } from '@hybrid/contracts';
import { countedMax } from '../../platform/admin/count-about.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { createReport } from './create-report.ts';
import { forgetReportedTexts } from './forget-reported-texts.ts';
import { reportsAdmin } from './reports.admin.ts';

/** What people ask the moderators to look at. */
export const reports = {
  router: implement(contract.reports, { create: createReport }),
  jobs: [forgetReportedTexts],
  admin: reportsAdmin,
  figures: [
    {
      label: 'Reports waiting',
      read: ({ db }) => db.report.count({ where: { resolvedAt: null }, take: countedMax + 1 }),
    },
  ],
} satisfies Feature<typeof contract.reports>;

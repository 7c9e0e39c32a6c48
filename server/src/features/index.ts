import type { contract } from '@hybrid/contracts';
import type { Features } from '../platform/feature.ts';
import { accounts } from './accounts/index.ts';
import { activity } from './activity/index.ts';
import { articles } from './articles/index.ts';
import { comments } from './comments/index.ts';
import { drafts } from './drafts/index.ts';
import { exports } from './exports/index.ts';
import { flags } from './flags/index.ts';
import { live } from './live/index.ts';
import { moderation } from './moderation/index.ts';
import { notifications } from './notifications/index.ts';
import { profiles } from './profiles/index.ts';
import { reports } from './reports/index.ts';
import { search } from './search/index.ts';
import { addresses } from './addresses/index.ts';
import { deletions } from './deletions/index.ts';
import { passwords } from './passwords/index.ts';
import { sessions } from './sessions/index.ts';
import { twoFactor } from './two-factor/index.ts';
import { tags } from './tags/index.ts';
import { uploads } from './uploads/index.ts';

/** Every feature of the product: a group of the contract without one does not compile. */
export const features = {
  accounts,
  articles,
  comments,
  drafts,
  exports,
  notifications,
  profiles,
  activity,
  reports,
  moderation,
  tags,
  uploads,
  search,
  addresses,
  deletions,
  passwords,
  sessions,
  twoFactor,
  live,
  flags,
} satisfies Features<typeof contract>;

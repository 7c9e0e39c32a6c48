import type { contract } from '@hybrid/contracts';
import type { Features } from '../platform/feature.ts';
import { accounts } from './accounts/index.ts';
import { articles } from './articles/index.ts';
import { comments } from './comments/index.ts';
import { notifications } from './notifications/index.ts';
import { profiles } from './profiles/index.ts';
import { tags } from './tags/index.ts';

/** Every feature of the product: a group of the contract without one does not compile. */
export const features = { accounts, articles, comments, notifications, profiles, tags } satisfies Features<
  typeof contract
>;

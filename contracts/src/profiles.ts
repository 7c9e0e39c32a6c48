import { z } from 'zod';
import { Page, SearchWord } from './fields.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';
import { sampleProfile } from './article-samples.ts';

/** A person as others see them: never the e-mail address. */
export const Profile = z.object({
  username: z.string(),
  bio: z.string().nullable(),
  image: z.string().nullable(),
  /** Whether the caller follows this person. */
  following: z.boolean(),
});
export type Profile = z.infer<typeof Profile>;

/** A person on their own page, with what can be counted. */
export const ProfileCard = Profile.extend({
  followersCount: z.number().int(),
  followingCount: z.number().int(),
  /** Published articles. */
  articlesCount: z.number().int(),
  joinedAt: Instant,
});
export type ProfileCard = z.infer<typeof ProfileCard>;

/** One page of people, who joined the list last first. */
export const ProfilePage = z.object({
  people: z.array(Profile),
  /** How many the whole list holds, whatever the page. */
  total: z.number().int(),
});
export type ProfilePage = z.infer<typeof ProfilePage>;

const ByUsername = z.object({ username: SearchWord.min(1, "can't be blank") });

const PROFILE_NOT_FOUND = {
  status: 404,
  message: 'There is nobody of this name.',
  data: z.object({ username: z.string() }),
} as const;

const following = { rate: '600/hour', bucket: 'following' } as const;

export const profiles = contract({
  byUsername: query({
    access: 'public',
    summary: 'One person, by username',
    input: ByUsername,
    output: ProfileCard,
    errors: { PROFILE_NOT_FOUND },
    http: { method: 'GET', path: '/profiles/{username}' },
    examples: [{ summary: 'Somebody', input: { username: 'yuki' }, output: sampleProfile }],
  }),
  follow: mutation({
    access: 'user',
    summary: 'Follow a person; following twice changes nothing',
    input: ByUsername,
    output: ProfileCard,
    errors: { PROFILE_NOT_FOUND, OWN_PROFILE: { status: 422, message: 'You cannot follow yourself.' } },
    limit: following,
    http: { method: 'POST', path: '/profiles/{username}/follow', status: 200 },
    examples: [
      {
        summary: 'One follower more',
        input: { username: 'yuki' },
        output: { ...sampleProfile, following: true, followersCount: 11 },
      },
    ],
  }),
  unfollow: mutation({
    access: 'user',
    summary: 'Stop following a person',
    input: ByUsername,
    output: ProfileCard,
    errors: { PROFILE_NOT_FOUND },
    limit: following,
    http: { method: 'DELETE', path: '/profiles/{username}/follow', status: 200 },
  }),
  followers: query({
    access: 'public',
    summary: 'Who follows a person, the latest first',
    input: ByUsername.extend(Page.shape),
    output: ProfilePage,
    errors: { PROFILE_NOT_FOUND },
    http: { method: 'GET', path: '/profiles/{username}/followers' },
  }),
  following: query({
    access: 'public',
    summary: 'Whom a person follows, the latest first',
    input: ByUsername.extend(Page.shape),
    output: ProfilePage,
    errors: { PROFILE_NOT_FOUND },
    http: { method: 'GET', path: '/profiles/{username}/following' },
  }),
});

import { z } from 'zod';
import { contract, event, Instant, mutation, query, subscription } from './kernel/index.ts';
import {
  Happening,
  NewsChoice,
  NewsKind,
  NotificationChannel,
  NotificationKind,
  sampleNews,
  newsOffers,
} from './news.ts';

/** Whether somebody wants one kind of news on one channel. */
export const NotificationSetting = z.object({
  kind: NewsKind,
  channel: NotificationChannel,
  wanted: z.boolean(),
  /** What it is for who never chose. */
  wantedByDefault: z.boolean(),
});
export type NotificationSetting = z.infer<typeof NotificationSetting>;

/** Something that happened and concerns one person. */
export const Notification = z.object({
  id: z.string(),
  kind: NotificationKind,
  createdAt: Instant,
  readAt: Instant.nullable(),
  ...Happening.shape,
});
export type Notification = z.infer<typeof Notification>;

export const notificationCreated = event({
  name: 'notifications.created',
  topic: 'user:{userId}',
  access: 'user',
  payload: z.object({ userId: z.string(), notification: Notification }),
});

/** A notification, as the documentation shows it. */
export const sampleNotification = {
  id: '01a22252-3015-779e-a008-1503d343644c',
  createdAt: '2026-09-04T07:15:00.000Z',
  readAt: null,
  ...sampleNews,
};

/** As they are for who never chose. */
const shownSettings = newsOffers.map((offer) => ({ ...offer, wanted: offer.wantedByDefault }));

export const notifications = contract({
  list: query({
    access: 'user',
    summary: 'The caller’s notifications, newest first, and how many are unread',
    input: z.object({
      limit: z.number().int().min(1).max(100).default(20),
      /** The id of the last notification of the page before. */
      after: z.uuid().optional(),
    }),
    output: z.object({ notifications: z.array(Notification), unread: z.number().int(), hasMore: z.boolean() }),
    examples: [
      {
        summary: 'The last one',
        input: { limit: 1 },
        output: { notifications: [sampleNotification], unread: 3, hasMore: true },
      },
    ],
  }),
  markRead: mutation({
    access: 'user',
    summary: 'Mark one notification as read, or all of them',
    input: z.object({ id: z.uuid().optional() }),
    output: z.object({ unread: z.number().int() }),
  }),
  settings: query({
    access: 'user',
    summary: 'What the caller wants to be told of, and where',
    output: z.object({
      settings: z.array(NotificationSetting),
      /** False where no mail of these goes out before the address is confirmed. */
      isAddressConfirmed: z.boolean(),
    }),
    http: { method: 'GET', path: '/notifications/settings' },
    examples: [{ summary: 'All that can be chosen', output: { settings: shownSettings, isAddressConfirmed: true } }],
  }),
  choose: mutation({
    access: 'user',
    summary: 'Choose whether to be told of one kind of news on one channel',
    input: NewsChoice,
    output: NotificationSetting,
    http: { method: 'PUT', path: '/notifications/settings/{kind}/{channel}' },
  }),
  stream: subscription({
    access: 'user',
    summary: 'The caller’s notifications as they are made',
    /** tRPC's links send the place to resume after in this field. */
    input: z.object({ lastEventId: z.string().max(200).nullish() }).optional(),
    /** `reset` says that some may have been missed: read the list again. */
    output: z.discriminatedUnion('type', [
      z.object({ type: z.literal('created'), notification: Notification }),
      z.object({ type: z.literal('reset') }),
    ]),
    examples: [
      { summary: 'Somebody commented', output: { type: 'created', notification: sampleNotification } },
      {
        summary: 'Back after a long time: read the list again',
        input: { lastEventId: 'c47c07e3:1' },
        output: { type: 'reset' },
      },
    ],
  }),
});

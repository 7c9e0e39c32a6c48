export { notificationCreated } from './notifications.ts';

import type { Me } from '@hybrid/contracts';
import type { ComponentType } from 'react';
import type { Words } from '../lib/catalogue/words.ts';

/** One page of the settings: a line here is all that a new one takes. */
export interface SettingsSection {
  /** Its address, below `/settings/`. */
  readonly path: string;
  /** What it is called, and what it is for. */
  readonly said: (words: Words) => { readonly title: string; readonly note: string };
  readonly load: () => Promise<ComponentType<{ me: Me }>>;
}

/** The pages of the settings, in the order in which they are listed. */
export const settingsSections: readonly SettingsSection[] = [
  {
    path: 'profile',
    said: ({ settings }) => settings.profile,
    load: async () => (await import('../features/accounts/profile-form.tsx')).ProfileForm,
  },
  {
    path: 'email',
    said: ({ settings }) => settings.email,
    load: async () => (await import('../features/accounts/email-section.tsx')).EmailSection,
  },
  {
    path: 'password',
    said: ({ settings }) => settings.password,
    load: async () => (await import('../features/accounts/password-form.tsx')).PasswordForm,
  },
  {
    path: 'two-factor',
    said: ({ settings }) => settings.twoFactor,
    load: async () => (await import('../features/accounts/two-factor-section.tsx')).TwoFactorSection,
  },
  {
    path: 'sessions',
    said: ({ settings }) => settings.sessions,
    load: async () => (await import('../features/accounts/session-list.tsx')).SessionList,
  },
  {
    path: 'language',
    said: ({ settings }) => settings.language,
    load: async () => (await import('../features/accounts/language-form.tsx')).LanguageForm,
  },
  {
    path: 'notifications',
    said: ({ notificationSettings }) => notificationSettings,
    load: async () => (await import('../features/notifications/notification-settings.tsx')).NotificationSettings,
  },
  {
    path: 'data',
    said: ({ exports }) => exports.section,
    load: async () => (await import('../features/exports/export-section.tsx')).ExportSection,
  },
  {
    path: 'delete',
    said: ({ settings }) => settings.deletion,
    load: async () => (await import('../features/accounts/deletion-section.tsx')).DeletionSection,
  },
];

import type { RouteObject } from 'react-router';
import { settingsSections } from './settings-sections.ts';

/** `/settings`, and a page below it for each section. */
export const settingsRoutes: RouteObject = {
  path: 'settings',
  lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }),
  children: [
    { index: true, lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsOverview }) },
    ...settingsSections.map((section) => ({
      path: section.path,
      lazy: async () => {
        const [{ sectionPage }, Section] = await Promise.all([import('./settings-page.tsx'), section.load()]);
        return { Component: sectionPage(section, Section) };
      },
    })),
  ],
};

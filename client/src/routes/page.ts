import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

/** A page at an address, loaded when it is first visited. */
export function page(path: string, load: () => Promise<ComponentType>, children?: RouteObject[]): RouteObject {
  return { path, lazy: async () => ({ Component: await load() }), ...(children && { children }) };
}

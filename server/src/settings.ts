import { type Env, expected, showing } from './env.ts';
import type { Setting } from './platform/settings/setting.ts';

/** Describes the configuration of this process for staff: no secret is in it. */
export function settingsOf(env: Env): Setting[] {
  // The words of what is expected have the name of each variable.
  const names = Object.keys(expected) as (keyof typeof expected)[];
  return names.map((name) => {
    const shown = showing[name];
    return {
      name,
      expected: expected[name],
      source: env.given.has(name) ? 'environment' : 'default',
      isSecret: shown === undefined,
      value: shown === undefined ? null : textOf(env[name], shown),
    };
  });
}

function textOf(value: Env[keyof typeof expected], shown: 'open' | 'address'): string | null {
  if (value === undefined) return null;
  if (value instanceof URL) return value.origin;
  if (typeof value === 'object') return Object.keys(value).length === 0 ? null : JSON.stringify(value);
  const text = String(value);
  return shown === 'open' ? text : text.split(',').map(withoutCredentials).join(', ');
}

/** Where something is; whom it is opened by, and what else stands behind it, is nobody's business. */
function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return '…';
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`;
}

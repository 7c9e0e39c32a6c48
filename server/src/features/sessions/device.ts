/** What a program says of itself, in the words its owner knows it by. */
export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
}

// The first that matches counts: nearly everyone claims to be Chrome and Safari as well.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?(?:iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** Reads a `User-Agent`; a program that is no browser is called by its own name, such as `curl`. */
export function deviceOf(userAgent: string | null): Device {
  // Longer than any browser writes: what somebody made up is not searched for long.
  const text = (userAgent ?? '').slice(0, 400);
  return { browser: nameIn(browsers, text) ?? ownName(text), system: nameIn(systems, text) };
}

function nameIn(known: typeof browsers, text: string): string | null {
  return known.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What stands first; every browser calls itself Mozilla there. */
function ownName(text: string): string | null {
  const name = /^([A-Za-z][\w.-]{1,29})(?:\/|$)/.exec(text)?.[1] ?? 'Mozilla';
  return name === 'Mozilla' ? null : name;
}

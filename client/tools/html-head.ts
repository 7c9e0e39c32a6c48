import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, IndexHtmlTransformContext, Plugin } from 'vite';
import { earlyPages } from './product.ts';

const BEFORE_PAINT = new URL('../src/before-paint.js', import.meta.url);
const BEFORE_PAINT_FILE = /before-paint-[\w-]+\.js$/;
const FACES_FILE = /fonts-[\w-]+\.css$/;
/** What is asked for beside the entry as soon as it is known which language is read, and which page. */
const EARLY: Readonly<Record<string, readonly string[]>> = {
  en: ['/src/lib/catalogue/english/english.ts'],
  de: ['/src/lib/catalogue/german/german.ts'],
  ...Object.fromEntries(Object.entries(earlyPages).map(([name, module]) => [name, [module]])),
};

/**
 * Puts into the head what Vite does not put there by itself: the classic script that sets appearance and language
 * before the first paint, under a hashed name, with the files that each language and the pages where most
 * people arrive are made of, and the stylesheet of the faces.
 */
export function htmlHead(): Plugin {
  let isBuild = false;
  return {
    name: 'html-head',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    buildStart() {
      const source = readFileSync(BEFORE_PAINT, 'utf8');
      if (isBuild) this.emitFile({ type: 'asset', name: 'before-paint.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        const beforePaint = files.find((file) => BEFORE_PAINT_FILE.test(file)) ?? 'src/before-paint.js';
        const faces = files.find((file) => FACES_FILE.test(file));
        const early = bundle ? earlyFiles(bundle) : {};
        return [script(`/${beforePaint}`, { ...early, ...(faces && { 'data-faces': `/${faces}` }) })];
      },
    },
  };
}

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>;

/** The files of each part, without those that every page loads anyway. */
function earlyFiles(bundle: Bundle): Record<string, string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const imported = (name: string, found = new Set<string>()): Set<string> => {
    const chunk = chunks.find(({ fileName }) => fileName === name);
    if (chunk === undefined || found.has(name)) return found;
    found.add(name);
    for (const next of chunk.imports) imported(next, found);
    return found;
  };
  const filesOf = (module: string): string[] => {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module));
    if (chunk === undefined) throw new Error(`No file of the build holds ${module}.`);
    return [...imported(chunk.fileName)];
  };
  const entry = imported(chunks.find(({ isEntry }) => isEntry)?.fileName ?? '');
  return Object.fromEntries(
    Object.entries(EARLY).map(([part, modules]) => {
      const files = new Set(modules.flatMap(filesOf).filter((file) => !entry.has(file)));
      return [`data-${part}`, [...files].map((file) => `/${file}`).join(' ')];
    }),
  );
}

function script(src: string, attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'script', attrs: { src, ...attrs }, injectTo: 'head-prepend' };
}

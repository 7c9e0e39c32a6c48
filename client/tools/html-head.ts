import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const APPEARANCE = new URL('../src/appearance.js', import.meta.url);
const APPEARANCE_FILE = /appearance-[\w-]+\.js$/;
const TEXT_FACE = /newsreader-latin-opsz-normal-[\w-]+\.woff2$/;

/**
 * Puts into the head what Vite does not put there by itself: the classic script that sets the appearance before the
 * first paint, under a hashed name, and the preload of the text face.
 */
export function htmlHead(): Plugin {
  let isBuild = false;
  return {
    name: 'html-head',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    buildStart() {
      if (isBuild) this.emitFile({ type: 'asset', name: 'appearance.js', source: readFileSync(APPEARANCE, 'utf8') });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const files = Object.keys(bundle ?? {});
        const appearance = files.find((file) => APPEARANCE_FILE.test(file)) ?? 'src/appearance.js';
        const face = files.find((file) => TEXT_FACE.test(file));
        return [script(`/${appearance}`), ...(face === undefined ? [] : [preload(`/${face}`)])];
      },
    },
  };
}

function script(src: string): HtmlTagDescriptor {
  return { tag: 'script', attrs: { src }, injectTo: 'head-prepend' };
}

function preload(href: string): HtmlTagDescriptor {
  return {
    tag: 'link',
    attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href, crossorigin: '' },
    injectTo: 'head-prepend',
  };
}

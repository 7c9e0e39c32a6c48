import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { type PackedFile, packFile, servePacked } from '../http/packed-file.ts';

/** The files that the pages load. */
export interface Assets {
  /** The address of each file, with a hash of what is in it. */
  readonly urls: Readonly<Record<'htmx' | 'sse' | 'script' | 'palette' | 'style' | 'icon', string>>;
  readonly routes: Router;
}

/** Reads the admin's own files and those of htmx, once, and serves them from this origin. */
export function loadAssets(root: string): Assets {
  const own = join(root, 'admin-views/assets');
  const htmx = dirname(createRequire(import.meta.url).resolve('htmx.org'));
  const files = {
    htmx: packFile(join(htmx, 'htmx.min.js'), 'htmx'),
    sse: packFile(join(htmx, 'ext/hx-sse.min.js'), 'hx-sse'),
    script: packFile(join(own, 'admin.js'), 'admin'),
    palette: packFile(join(own, 'palette.js'), 'palette'),
    style: packFile(join(own, 'admin.css'), 'admin'),
    icon: packFile(join(own, 'icon.svg'), 'icon'),
  };
  return {
    urls: {
      htmx: urlOf(files.htmx),
      sse: urlOf(files.sse),
      script: urlOf(files.script),
      palette: urlOf(files.palette),
      style: urlOf(files.style),
      icon: urlOf(files.icon),
    },
    routes: Router().get('/:name', servePacked(Object.values(files))),
  };
}

function urlOf({ name }: PackedFile): string {
  return `/admin/assets/${name}`;
}

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type PackedFile, packFile, packScripts } from '../http/packed-file.ts';

/** The files that the two pages load. */
export interface DocsFiles {
  readonly files: readonly PackedFile[];
  /** The address of each, with a hash of what is in it. */
  readonly urls: Readonly<Record<string, string>>;
  /** The modules that the reference is made of; `main.js` imports the others. */
  readonly modules: readonly string[];
}

/** Reads the pages' own files and those of swagger-ui. */
export function loadDocsFiles(views: string): DocsFiles {
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const files = {
    swagger: packFile(join(swagger, 'swagger-ui-bundle.js'), 'swagger-ui'),
    swaggerStyle: packFile(join(swagger, 'swagger-ui.css'), 'swagger-ui'),
    rest: packFile(join(views, 'rest.js'), 'rest'),
    restStyle: packFile(join(views, 'rest.css'), 'rest'),
    referenceStyle: packFile(join(views, 'reference.css'), 'reference'),
    appearance: packFile(join(views, 'appearance.js'), 'appearance'),
    style: packFile(join(views, 'paper.css'), 'paper'),
    icon: packFile(join(views, 'icon.svg'), 'icon'),
  };
  const scripts = packScripts(join(views, 'reference'));
  return {
    files: [...Object.values(files), ...scripts],
    urls: Object.fromEntries(Object.entries(files).map(([key, { name }]) => [key, urlOf(name)])),
    modules: scripts.map(({ name }) => urlOf(name)),
  };
}

function urlOf(name: string): string {
  return `/api/docs/${name}`;
}

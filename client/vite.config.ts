import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { htmlHead } from './tools/html-head.ts';
import { precompress } from './tools/precompress.ts';
import { servedPaths } from './tools/product.ts';
import { version } from '../package.json' with { type: 'json' };

const api = process.env['API_URL'] ?? 'http://127.0.0.1:3001';
const behindTheServer = ['/api', '/_status', '/admin', '/uploads', '/unsubscribe', ...servedPaths];

// In development the same policy holds as in production, so that a violation shows at once. Vite's own scripts and
// styles carry the nonce, and hot reload needs its socket.
const nonce = 'development';
const developmentPolicy = [
  "default-src 'none'",
  `script-src 'self' 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self' ws:",
].join('; ');

const CONTRACT = /[\\/]contracts[\\/]src[\\/]/;
/** What calls, and what matches errors by their names: all that the first page knows of the contract. */
const CALLER =
  /[\\/]contracts[\\/]src[\\/](client[\\/]|facts|declared-flags|kernel[\\/](client-headers|cursor|errors|topic))/;
const OURS = /[\\/]client[\\/]src[\\/]|vite[\\/]preload-helper/;
const FETCHED_APART = /[\\/](lib[\\/]catalogue[\\/](english|german)|ui[\\/]markdown)/;
const FOR_FORMS =
  /[\\/]client[\\/]src[\\/](features[\\/]drafts|lib[\\/](image-upload|shrink-image|use-form)|ui[\\/](field|image-button))/;

export default defineConfig(({ command }) => ({
  plugins: [react(), htmlHead(), precompress()],
  // The release, as it is named in every call; src/globals.d.ts says so to the compiler.
  define: { APP_VERSION: JSON.stringify(version) },
  html: command === 'serve' ? { cspNonce: nonce } : {},
  build: {
    outDir: 'dist',
    assetsDir: 'static',
    manifest: true,
    sourcemap: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs changes seldom and is cached for long; the Markdown renderer stays out of it.
            {
              name: 'vendor',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|@trpc)[\\/]/,
            },
            // The schemas and what reads them: forms load them. Whoever only reads matches errors by their names.
            {
              name: 'contract',
              test: (id) => /node_modules[\\/]zod[\\/]/.test(id) || (CONTRACT.test(id) && !CALLER.test(id)),
            },
            // What several pages share travels as one file: forty small ones would wait for each other. The languages
            // and the renderer are fetched by whoever needs them, and so is what only pages with forms share.
            {
              name: 'foundation',
              test: (id) => CALLER.test(id) || (OURS.test(id) && !FETCHED_APART.test(id) && !FOR_FORMS.test(id)),
              minShareCount: 2,
            },
            { name: 'forms', test: FOR_FORMS, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['VITE_PORT'] ?? process.env['PORT'] ?? 3000),
    strictPort: true,
    headers: { 'Content-Security-Policy': developmentPolicy },
    proxy: Object.fromEntries(behindTheServer.map((path) => [path, { target: api, changeOrigin: false }])),
  },
}));

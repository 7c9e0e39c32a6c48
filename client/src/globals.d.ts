/** The version of the root package.json, put in its place by Vite. */
declare const APP_VERSION: string;

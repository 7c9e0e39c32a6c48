# syntax=docker/dockerfile:1
# One image for every role: web, worker, or both (ROLE). It holds the bundle, the pages, the templates and the migrations.

FROM node:24-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY contracts/package.json contracts/
COPY prisma/package.json prisma/
COPY server/package.json server/
COPY client/package.json client/

FROM manifests AS build
# No install script is needed here: what they would fetch, Node above all, the base has.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run generate --workspace prisma \
  && npm run build --workspace client \
  && npm run build --workspace server \
  # Of a product that has released nothing yet there are none.
  && mkdir -p contracts/releases

FROM manifests AS dependencies
# Peers are left out as well: npm counts optional ones (Prisma's command line, test runners) where the lock file has them.
RUN npm ci --ignore-scripts --no-audit --no-fund \
    --omit=dev --omit=optional --omit=peer --workspace server --include-workspace-root=false \
  # Prisma brings its query compiler for five databases, in two sizes and two formats; ours lies beside the bundle.
  && find node_modules/@prisma/client/runtime -name 'query_compiler_*' -delete \
  && find . -path '*/node_modules/*' \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete \
  # Of swagger-ui, the two files that the page of the REST face loads; it comes in seven editions.
  && find node_modules/swagger-ui-dist -type f ! -name swagger-ui-bundle.js ! -name swagger-ui.css ! -name package.json ! -name LICENSE ! -name NOTICE -delete \
  && rm -rf node_modules/typescript node_modules/@types

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# What was taken for a moment, as for the hash of a password, goes back to the system; tools/production.ts says more.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app ./
# What sharp runs on is optional to npm, as each platform has its own: the locked one of this platform, and nothing else optional.
COPY --from=build /app/node_modules/@img node_modules/@img
COPY admin-views admin-views
COPY prisma/migrations prisma/migrations
# What old tabs think the procedures mean.
COPY --from=build /app/contracts/releases contracts/releases
COPY --from=build /app/client/dist client/dist
COPY --from=build /app/server/dist server/dist
USER node
VOLUME /data
EXPOSE 3000
# Migrations run at the start, one instance at a time; the others wait. MIGRATE_ON_START=off leaves them to whoever deploys.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/_status/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--liftoff-only", "server/dist/main.js"]

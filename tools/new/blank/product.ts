/** What is left out: the product. Named before the platform, it may be a part of a folder that is the platform's as a whole. */
export const product: readonly string[] = [
  'bench/**',
  'docs/conduit.png',
  'docs/performance.md',
  'docs/decisions/{0006-drafts-beside-articles,0007-counts-by-triggers,0009-rest-is-the-contract-over-http}.md',

  'admin-views/emails/{drafts,exports,moderation,notifications}/*',
  'admin-views/{reports,tags}/*',

  'contracts/src/{activity,article-samples,articles,comments,drafts,exports,moderation,profiles,realworld,reports,search,tags}.ts',

  'server/src/features/{activity,articles,comments,drafts,exports,feeds,moderation,profiles,reports,search,tags}/*',
  'server/src/features/hostile-input.test.ts',
  'server/src/features/deletions/delete-author.test.ts',
  'server/src/features/notifications/{digest,digest-content,digest-hour}.ts',
  'server/src/features/notifications/{digest,digest-hour,mail-news,mails,news-offers,tell-news}.test.ts',
  'server/src/features/uploads/{text-sources.test,uses-of}.ts',
  // They go through the pages of the product.
  'server/src/platform/admin/resource.test.ts',
  'server/src/platform/site/{first-answers,page-heads}.test.ts',
  // They listen to articles.
  'server/src/features/accounts/person-page.test.ts',
  'server/src/platform/streams/{acting,audience,live,plain,standing}.test.ts',
  'server/faults/{a14-stream-flood,a15-stuck-reader,r3-stopped-postgres,r6-redis-away}.fault.ts',
  'server/test/chaos/stop-postgres.ts',
  'server/test/{listen,resident}.ts',
  // It publishes articles while the line is bad.
  'server/src/platform/calls/lost-answer.test.ts',
  'server/test/{data-export,renames,reported-comment}.ts',
  // They install the packed contract elsewhere, and use what is of the product in it.
  'server/test/{flat-types,packed-contracts}.test.ts',
  'server/test/outside/*',
  'server/test/realworld/**',

  'client/src/features/{activity,articles,comments,drafts,exports,moderation,profiles,reports,search,tags}/*',
  'client/src/lib/catalogue/*/{articles,community,drafts,exports,moderation,people,reading}.ts',
  'client/src/lib/use-article-intent.ts',
  'client/src/routes/{article,drafts,editor,people,profile,search,tag,tags}-{page,pages}.tsx',
  'client/src/routes/search-page.test.tsx',
  'client/src/routes/{use-live-article,use-paging}.ts',
  'client/src/styles/{article,community,drafts,exports,search,tags}.css',
  'client/src/ui/{cover,hidden-note,markdown,pager}.tsx',
  'client/src/ui/markdown.test.tsx',
  'client/e2e/{admin-people,api-docs,api-docs-rest,api-docs-tries,community,drafts,export,flags,live,lost-answer}.spec.ts',
  // In jobs a copy of data fails.
  'client/e2e/{jobs,moderation,motion}.spec.ts',
  'client/e2e/{reading,reading-offline,restart,search,skew,tabs,writing}.spec.ts',
  'client/e2e/{call,next-release,publish,reference}.ts',

  'prisma/{article-text,count-races,counts,counts-migration}.test.ts',
  'prisma/test-counts.ts',
  'prisma/seed/**',
  'prisma/migrations/*/migration.sql',

  'tools/mock/{data,requests,streams,writes}.test.ts',
  // What takes the platform out of this repository, and the long test of what a feature begins with.
  'tools/new/blank/**',
  'tools/new/new.test.ts',
  'tools/test/run-in.ts',
];

/** Made anew in each product. */
export const generated: readonly string[] = [
  'contracts/accepted.json',
  'contracts/contract.lock.json',
  'contracts/releases/*',
  'contracts/src/facts.ts',
  'docs/contract-changelog.md',
  'package-lock.json',
  'prisma/schema.prisma',
];

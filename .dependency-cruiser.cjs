// Who may import whom: the table of the style guide, a rule for each cell of its "Never" column.
// server/test/boundaries.test.ts tries to break every one of them.

const { Visitor } = require('@swc/core/Visitor.js');

// The reader of dependency-cruiser stops at `using`, which it does not know yet; its parser does.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

const tests = '(?:[.]test[.]tsx?$|^(?:contracts|server)/test/|^server/faults/|^client/(?:e2e|test)/)';
const configs = '(?:^|/)[^/]+[.]config[.](?:ts|cjs)$';
/** An npm package, wherever npm put it. */
const npm = (name) => `(?:^|/)node_modules/${name}/`;

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const contracts = [
  {
    name: 'contracts-know-zod-alone',
    comment: 'The contract is what everyone reads: zod and types, nothing that runs somewhere.',
    severity: 'error',
    from: { path: '^contracts/', pathNot: [tests, configs] },
    to: { pathNot: ['^contracts/', npm('zod'), npm('@trpc/server'), npm('@trpc/client')] },
  },
  {
    name: 'contracts-name-trpc-server-in-one-file',
    comment: 'kernel/router-type.ts is what changes when tRPC does.',
    severity: 'error',
    from: { path: '^contracts/', pathNot: [tests, '^contracts/src/kernel/router-type[.]ts$'] },
    to: { path: npm('@trpc/server') },
  },
  {
    name: 'contracts-take-only-types-of-trpc-server',
    comment: 'No client ever loads a server.',
    severity: 'error',
    from: { path: '^contracts/src/kernel/router-type[.]ts$' },
    to: { path: npm('@trpc/server'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'contracts-name-trpc-client-in-client',
    comment: 'The subpath client/ alone is for those who call.',
    severity: 'error',
    from: { path: '^contracts/', pathNot: [tests, '^contracts/src/client/'] },
    to: { path: npm('@trpc/client') },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const client = [
  {
    name: 'client-knows-no-server',
    comment: 'Not even a type: what the client knows of the server is the contract.',
    severity: 'error',
    from: { path: '^client/' },
    to: { path: '^(?:server|prisma|admin-views)/' },
  },
  {
    name: 'client-knows-no-tool',
    comment: 'The journeys alone start what they need with the programs of tools.',
    severity: 'error',
    from: { path: '^client/', pathNot: '^client/e2e/' },
    to: { path: '^(?:tools|bench)/' },
  },
  {
    name: 'client-runs-in-a-browser',
    comment: 'Nothing of Node in what is sent to a browser.',
    severity: 'error',
    from: { path: '^client/src/', pathNot: tests },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'client-lib-and-ui-know-no-feature',
    comment: 'lib and ui are what features are made of.',
    severity: 'error',
    from: { path: '^client/src/(?:lib|ui)/', pathNot: tests },
    to: { path: '^client/src/', pathNot: '^client/src/(?:lib|ui)/' },
  },
  {
    name: 'client-features-stand-alone',
    comment: 'Two features meet on a page, in routes.',
    severity: 'error',
    from: { path: '^client/src/features/([^/]+)/' },
    to: { path: '^client/src/features/', pathNot: '^client/src/features/$1/' },
  },
  {
    name: 'client-features-know-no-route',
    comment: 'Pages are made of features, not the other way round.',
    severity: 'error',
    from: { path: '^client/src/features/', pathNot: tests },
    to: { path: '^client/src/', pathNot: '^client/src/(?:features|lib|ui)/' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const server = [
  {
    name: 'server-knows-no-client',
    comment: 'The server serves what the client was built to; it imports nothing of it, and no program of tools.',
    severity: 'error',
    from: { path: '^server/src/' },
    to: { path: '^(?:client|tools|bench|admin-views)/' },
  },
  {
    name: 'platform-knows-no-feature',
    comment: 'The host stays when the product is swapped: no feature, no composition.',
    severity: 'error',
    from: { path: '^server/src/platform/', pathNot: tests },
    to: { path: '^server/', pathNot: '^server/src/platform/' },
  },
  {
    name: 'features-ask-by-the-front-door',
    comment: "Another feature's index.ts is all there is of it; react to its events and jobs otherwise.",
    severity: 'error',
    from: { path: '^server/src/features/([^/]+)/' },
    to: {
      path: '^server/src/features/[^/]+/',
      pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/index[.]ts$'],
    },
  },
  {
    name: 'features-know-no-list',
    comment: 'features/index.ts is for the composition alone.',
    severity: 'error',
    from: { path: '^server/src/features/[^/]+/', pathNot: tests },
    to: { path: '^server/src/features/[^/]+$' },
  },
  {
    name: 'features-know-no-composition',
    comment: 'What a feature needs is handed to it in its context.',
    severity: 'error',
    from: { path: '^server/src/features/', pathNot: tests },
    to: { path: '^server/', pathNot: '^server/src/(?:features|platform)/' },
  },
  {
    name: 'prisma-knows-no-layer-above',
    comment: 'The data layer is below everything.',
    severity: 'error',
    from: { path: '^prisma/' },
    to: { path: '^(?:contracts|server|client|admin-views|tools|bench)/' },
  },
  {
    name: 'server-runs-on-its-dependencies',
    comment: 'The image has no devDependencies.',
    severity: 'error',
    from: {
      path: '^(?:server/src|prisma|contracts/src(?!/client))/',
      pathNot: [tests, configs, '^prisma/(?:global-setup|test-[^/]+)[.]ts$'],
    },
    // pino-pretty is asked for at run time, and done without where it is not there.
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
      pathNot: npm('pino-pretty'),
    },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const tools = [
  {
    name: 'tools-know-no-product',
    comment: 'Of the server a tool may use the host, which stays when the product is swapped.',
    severity: 'error',
    from: { path: '^tools/', pathNot: tests },
    to: { path: '^server/', pathNot: '^server/src/platform/' },
  },
  {
    name: 'mock-names-the-server-in-one-file',
    comment: 'tools/mock/platform.ts is what changes when the pipeline does.',
    severity: 'error',
    from: { path: '^tools/mock/', pathNot: '^tools/mock/platform[.]ts$' },
    to: { path: '^server/' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'no-cycle',
    comment: 'Two files that need each other are one file, or need a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'What nobody imports and what imports nothing is forgotten.',
    severity: 'error',
    from: { orphan: true, pathNot: [tests, configs, '[.]d[.]ts$', '^tools/', '^client/src/before-paint[.]js$'] },
    to: {},
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that leads nowhere hides where it was meant to lead.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-test-in-production',
    comment: 'Tests import the product, never the other way round.',
    severity: 'error',
    from: { pathNot: [tests, configs] },
    to: { path: tests },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...contracts, ...client, ...server, ...tools, ...everywhere],
  options: {
    // TypeScript 7 has no JavaScript API to read files with: without this, no module is found and nothing is violated.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|generated|test-results|playwright-report)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};

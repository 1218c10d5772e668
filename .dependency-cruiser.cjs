// Who may import whom. `#domain` and the like are followed to their sources; an import of types alone is told apart.
const PARSERS = 'csv-parse|saxes|yauzl|yazl|exceljs|chinese-days';

/** Everything that `from` reaches outside itself, except `allowed`, is a breach. */
const onlyTo = (name, comment, from, allowed, more = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.spec\\.ts$' },
  to: { pathNot: [from, ...allowed], ...more },
});

const npm = (names) => `node_modules/(${names})(/|$)`;
const LIBS = {
  domain: '^libs/domain/',
  contracts: '^libs/contracts/',
  persistence: '^libs/persistence/',
  files: '^libs/roster-files/',
};
const NODE =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|diagnostics_channel|dns|events|fs|http|https|module|net|os|path|perf_hooks|process|querystring|readline|stream|string_decoder|timers|tls|url|util|v8|vm|worker_threads|zlib)(/|$)';
const PACKAGES = 'node_modules/';

module.exports = {
  forbidden: [
    onlyTo('domain-imports-nothing', 'The law: no package, no Node, no other library.', LIBS.domain, []),
    onlyTo(
      'contracts-import-domain',
      'The wire speaks in the words of the law and needs nothing else.',
      LIBS.contracts,
      [LIBS.domain],
    ),
    onlyTo(
      'roster-files-import-domain-and-parsers',
      'Reads files into rows; knows no database and no web.',
      LIBS.files,
      [LIBS.domain, npm(PARSERS), NODE],
    ),
    onlyTo(
      'persistence-imports-domain-and-contracts',
      'The vault knows neither apps nor file formats.',
      LIBS.persistence,
      [LIBS.domain, LIBS.contracts, PACKAGES, NODE],
    ),
    {
      name: 'only-persistence-touches-the-database',
      comment: 'One door: pg and Prisma are imported by libs/persistence alone.',
      severity: 'error',
      from: { pathNot: LIBS.persistence },
      to: { path: npm('pg|pg-[a-z-]+|@types/pg|@prisma/[a-z-]+|prisma') },
    },
    {
      name: 'generated-client-stays-inside',
      comment: 'The Prisma client is no public part of persistence.',
      severity: 'error',
      from: { pathNot: LIBS.persistence },
      to: { path: '^libs/persistence/src/generated/' },
    },
    {
      name: 'libraries-by-their-front-door',
      comment: 'Apps and other libraries import `#name`, never a file inside a library.',
      severity: 'error',
      from: { path: '^(apps/[^/]+|libs/[^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    onlyTo(
      'workflows-are-deterministic',
      'Only the law, the wire and the workflow SDK: whatever else they reach breaks replay. Activities as types only.',
      '^apps/worker/src/workflows/',
      [LIBS.domain, LIBS.contracts, npm('@temporalio/workflow'), '^apps/worker/src/activities/'],
    ),
    {
      name: 'workflows-see-activities-as-types',
      comment: 'A workflow that imports an activity for real pulls the whole of Node into its sandbox.',
      severity: 'error',
      from: { path: '^apps/worker/src/workflows/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^apps/worker/src/activities/', dependencyTypesNot: ['type-only'] },
    },
    onlyTo('api-imports-libraries', 'The ear: what it knows it knows from the libraries.', '^apps/api/', [
      LIBS.domain,
      LIBS.contracts,
      LIBS.persistence,
      LIBS.files,
      PACKAGES,
      NODE,
    ]),
    onlyTo(
      'worker-imports-libraries',
      'Hands and voices; roster files are imported in workflows of their own.',
      '^apps/worker/',
      [LIBS.domain, LIBS.contracts, LIBS.persistence, LIBS.files, PACKAGES, NODE],
    ),
    onlyTo('console-imports-the-law', 'The eye: the law, the wire, and what the browser loads.', '^apps/console/src/', [
      LIBS.domain,
      LIBS.contracts,
      PACKAGES,
    ]),
    {
      name: 'libraries-know-no-app',
      comment: 'Arrows point from apps to libraries.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-other-app',
      comment: 'Apps meet in PostgreSQL, Temporal and Redis, never in code.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thought in two places. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that resolves to nothing would slip past every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-package-in-production',
      comment: 'What runs needs only `dependencies`.',
      severity: 'error',
      // The console's packages are bundled by its build; the server runs without them.
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '^apps/console/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The generated client has cycles of its own.
    exclude: { path: '^libs/persistence/src/generated/.+/(internal|models)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // `types` first: otherwise `#domain` resolves to dist/, and no rule about libs/ ever matches.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'] },
  },
};

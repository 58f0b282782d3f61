/**
 * Which folder may import which. docs/architecture.md says why.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */

/** A main puts the parts of its process together, so only mains read the configuration. */
const mains = '^src/(main|[^/]+/main)\\.ts$';

/**
 * A folder of src may import itself and what is listed, and nothing else of this repository.
 *
 * @param {string} folder a folder of src
 * @param {string[]} allowed paths below src, as regular expressions
 */
function arrows(folder, allowed) {
  const targets = [`${folder}/`, ...allowed].join('|');
  return {
    name: `${folder}-imports-only`,
    comment: `src/${folder} imports only itself and: ${allowed.join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: `^src/${folder}/`, pathNot: mains },
    to: { path: '^(src|test|demo|bench|tools)/', pathNot: `^src/(${targets})` },
  };
}

/**
 * The npm packages that a folder may use.
 *
 * @param {string} folder a folder of src
 * @param {string} packages a regular expression over package names; never matching means none
 */
function packages(folder, packages) {
  return {
    name: `${folder}-packages`,
    comment: `src/${folder} uses only these packages: ${packages}`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: 'node_modules/', pathNot: `node_modules/(@types/)?(${packages})/` },
  };
}

/**
 * The npm packages that a folder must leave to others.
 *
 * @param {string} folder a folder of src
 * @param {string} packages a regular expression over package names
 */
function notItsPackages(folder, packages) {
  return {
    name: `${folder}-leaves-packages-to-others`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: { path: `node_modules/(@types/)?(${packages})/` },
  };
}

export default {
  forbidden: [
    {
      name: 'core-imports-nothing',
      comment: 'The rules are pure: no package, no part of Node, no other folder.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    arrows('workflows', ['core/']),
    packages('workflows', '@temporalio/(workflow|common)'),
    {
      name: 'workflows-have-no-host',
      comment: 'Workflow code runs in a sandbox; what needs the host is an activity.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    arrows('models', ['core/']),
    // Luxon: the API and the activities both expand business hours, and share only this folder.
    packages('models', 'mongoose|mongodb|luxon'),
    arrows('metrics', ['free-port\\.ts$']),
    packages('metrics', '@temporalio/(worker|common)'),
    arrows('outgoing', []),
    packages('outgoing', 'request-filtering-agent|standardwebhooks'),
    arrows('activities', ['core/', 'models/', 'client/', 'outgoing/']),
    notItsPackages('activities', 'express|@temporalio/(worker|workflow)'),
    arrows('client', ['core/', 'workflows/messages\\.ts$']),
    notItsPackages('client', 'express|mongoose|mongodb|@temporalio/(worker|activity)'),
    arrows('api', ['client/', 'core/', 'models/', 'outgoing/']),
    notItsPackages('api', '@temporalio/(worker|workflow|activity)'),
    arrows('worker', ['activities/', 'metrics/', 'models/', 'core/']),
    {
      name: 'workflows-by-path-only',
      comment: 'Workflow code is bundled, never loaded beside the world it must not touch.',
      severity: 'error',
      from: { path: '^(src/(?!workflows/|client/)|demo/|bench/)' },
      to: { path: '^src/workflows/' },
    },
    arrows('local', ['config\\.ts$', 'free-port\\.ts$', 'core/', 'client/', 'models/']),
    {
      name: 'config-is-for-mains',
      comment: 'Everything else is handed what it needs.',
      severity: 'error',
      from: { path: '^(src|demo|bench)/', pathNot: `${mains}|^src/local/|^src/config\\.ts$` },
      to: { path: '^src/config\\.ts$' },
    },
    {
      name: 'config-stands-alone',
      severity: 'error',
      from: { path: '^src/config\\.ts$' },
      to: {
        path: '^(src|test|demo|bench|tools)/',
        pathNot: '^src/(core/|config-values\\.ts$|nearest-name\\.ts$)',
      },
    },
    {
      name: 'mains-are-not-imported',
      comment: 'A main is a process of its own; only the first one may load another.',
      severity: 'error',
      from: { pathNot: '^src/main\\.ts$' },
      to: { path: mains },
    },
    {
      name: 'demo-talks-http',
      comment: 'The demo does what any integration can do.',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^(src|test|bench|tools)/' },
    },
    {
      name: 'bench-uses-src',
      comment:
        'It starts the product as the tests do, reads transcripts as the demo does, and shares their support only.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(test|demo|tools)/', pathNot: '^(test/(core/)?support|demo)/' },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|demo|bench|tools)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrels',
      comment: 'Only the workflows and the activities have an index: what the worker registers.',
      severity: 'error',
      from: {},
      to: {
        path: '/index\\.ts$',
        pathNot: 'node_modules/|^src/(workflows|activities)/index\\.ts$',
      },
    },
    {
      name: 'no-development-packages',
      comment: 'What runs in production is a dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(client|dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};

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

/**
 * An npm package that one folder of src uses and no other.
 *
 * @param {string} name what the package is the door to
 * @param {string} folder the folder of src that is the door
 * @param {string} packages a regular expression over package names
 */
function oneDoor(name, folder, packages) {
  return {
    name: `one-door-to-${name}`,
    comment: `Only src/${folder} uses: ${packages}`,
    severity: 'error',
    from: { path: '^src/', pathNot: `^src/${folder}/` },
    to: { path: `node_modules/(@types/)?(${packages})/` },
  };
}

/** Everything of the API that is a subject of its own. */
const subjects =
  'sessions|contact|join|agents|settings|webhooks|keys|users|sign-in|events|audit|system';

export default {
  forbidden: [
    {
      name: 'core-imports-nothing',
      comment: 'The rules are pure: no package, no part of Node, no other folder.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'contract-imports-core-only',
      comment: 'The contract is types and names: no package, no part of Node.',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { pathNot: '^src/(contract|core)/' },
    },
    arrows('workflows', ['core/', 'contract/']),
    packages('workflows', '@temporalio/(workflow|common)'),
    {
      name: 'workflows-have-no-host',
      comment: 'Workflow code runs in a sandbox; what needs the host is an activity.',
      severity: 'error',
      from: { path: '^src/workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    arrows('client', ['core/', 'contract/']),
    notItsPackages('client', 'express|@temporalio/(worker|activity|workflow)'),
    oneDoor('temporal', 'client', '@temporalio/client'),
    arrows('store', ['core/', 'contract/', 'calendar/']),
    notItsPackages('store', 'express|zod|@temporalio/.*'),
    oneDoor('mongodb', 'store', 'mongoose|mongodb'),
    arrows('calendar', ['core/']),
    packages('calendar', 'luxon'),
    arrows('metrics', ['free-port\\.ts$']),
    packages('metrics', '@temporalio/(worker|common)'),
    arrows('outgoing', []),
    packages('outgoing', 'p-timeout|ipaddr.js|request-filtering-agent|standardwebhooks'),
    arrows('activities', ['core/', 'contract/', 'store/', 'client/', 'outgoing/', 'calendar/']),
    notItsPackages('activities', 'express|@temporalio/(worker|workflow)'),
    arrows('api', ['core/', 'contract/', 'store/', 'client/', 'outgoing/', 'calendar/']),
    notItsPackages('api', '@temporalio/(worker|workflow|activity)'),
    {
      name: 'api-http-is-the-lowest',
      comment: 'How requests are read and answered is the same whoever calls and whatever about.',
      severity: 'error',
      from: { path: '^src/api/http/' },
      to: { path: `^src/api/(callers|openapi|${subjects})/` },
    },
    {
      name: 'api-callers-know-no-subject',
      comment: 'Who calls, and whether they may, is asked before what they ask for.',
      severity: 'error',
      from: { path: '^src/api/callers/' },
      to: { path: `^src/api/(openapi|${subjects})/` },
    },
    {
      name: 'api-subjects-stand-alone',
      comment: "No subject uses another's routes or schemas; several answer with a session.",
      severity: 'error',
      from: { path: `^src/api/(${subjects})/` },
      to: {
        path: `^src/api/(${subjects})/.*(routes|schemas)\\.ts$`,
        pathNot: '^src/api/($1)/',
      },
    },
    arrows('worker', ['activities/', 'metrics/', 'store/', 'client/', 'core/', 'contract/']),
    {
      name: 'workflows-by-path-only',
      comment: 'Workflow code is bundled, never loaded beside the world it must not touch.',
      severity: 'error',
      from: { path: '^(src/(?!workflows/)|demo/|bench/)' },
      to: { path: '^src/workflows/' },
    },
    arrows('local', ['config/', 'free-port\\.ts$', 'core/', 'client/', 'store/']),
    {
      name: 'config-is-for-mains',
      comment: 'Everything else is handed what it needs.',
      severity: 'error',
      from: { path: '^(src|demo|bench)/', pathNot: `${mains}|^src/(local|config)/` },
      to: { path: '^src/config/' },
    },
    arrows('config', ['core/']),
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

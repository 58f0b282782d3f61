import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { commentSubject } from './tools/lint/comment-subject.js';
import { fileName } from './tools/lint/file-name.js';

const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 70, skipBlankLines: false, skipComments: false }],
};

/** What differs between two runs, hosts or instants, and so may reach core only as an argument. */
const impureGlobals = [
  ...['Date', 'Temporal', 'Intl', 'performance', 'crypto', 'process', 'globalThis', 'global'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout'],
  ...['clearInterval', 'clearImmediate', 'fetch', 'WebSocket', 'console', 'require', 'Buffer'],
].map((name) => ({ name, message: 'core takes time, chance and the world as arguments.' }));

const reExports = [
  {
    selector: ':matches(ExportAllDeclaration, ExportNamedDeclaration[source])',
    message: 'Import a name from the file that holds it; only two folders have an index.',
  },
];

const impureSyntax = [
  {
    selector: 'ImportExpression',
    message: 'core loads nothing while it runs.',
  },
  {
    selector: 'MemberExpression[property.name=/^(toLocale[A-Z]\\w*|localeCompare)$/]',
    message: 'The answer depends on the host; compare and print without a locale.',
  },
  {
    selector: 'MetaProperty[meta.name="import"]',
    message: 'core does not know where it lies.',
  },
  {
    selector:
      ':matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]',
    message: 'core decides at once; nothing in it waits.',
  },
];

const browserGlobals = [
  ...['document', 'location', 'fetch', 'crypto', 'AbortSignal', 'matchMedia', 'addEventListener'],
  ...['setTimeout', 'clearTimeout'],
];

const nodeBuiltins = builtinModules.filter((name) => !name.startsWith('_'));

export default defineConfig(
  globalIgnores(['client/', 'dist/', 'coverage/', '.sessionkeeper/', 'node_modules/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    plugins: { local: { rules: { 'comment-subject': commentSubject, 'file-name': fileName } } },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...sizes,
      'local/file-name': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...reExports],
      'prefer-const': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    name: 'rooms whose comments name their subject first',
    files: ['src/{workflows,contract,client,metrics,calendar}/**/*.ts', '{demo,bench,tools}/**/*'],
    rules: { 'local/comment-subject': 'error' },
  },
  {
    name: 'core is pure',
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { globals: impureGlobals, checkGlobalObject: true, globalObjects: ['self'] },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes in as an argument.' },
      ],
      'no-restricted-syntax': ['error', ...reExports, ...impureSyntax],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^[^.]', message: 'core imports nothing but itself.' },
            {
              regex:
                '/(workflows|activities|store|contract|client|api|worker|local|config)/|/main\\.ts$',
              message: 'core imports nothing but itself.',
            },
          ],
        },
      ],
    },
  },
  {
    name: 'workflows run in the sandbox',
    files: ['src/workflows/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: nodeBuiltins.map((name) => ({
            name,
            message: 'A workflow has no host to speak to; ask an activity.',
          })),
          patterns: [
            { regex: '^node:', message: 'A workflow has no host to speak to; ask an activity.' },
            {
              regex: '^(zod|mongoose|mongodb|luxon)(/|$)',
              message: 'Input is parsed in the API, the database is reached by activities.',
            },
            {
              regex: '^@temporalio/(?!workflow$|common(/|$))',
              message: 'Only @temporalio/workflow and @temporalio/common run in a workflow.',
            },
          ],
        },
      ],
    },
  },
  {
    name: 'the two indexes: what the worker registers',
    files: ['src/workflows/index.ts', 'src/activities/index.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'programs that speak to a terminal',
    files: ['src/main.ts', 'src/local/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts', 'tools/**'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'tests',
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    name: 'pages that a browser runs as they are',
    files: ['src/api/join/page/*.js'],
    languageOptions: {
      globals: Object.fromEntries(browserGlobals.map((name) => [name, 'readonly'])),
    },
  },
  {
    name: 'plain JavaScript: configuration, tools, test runner',
    files: ['**/*.{js,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', module: 'writable' },
    },
  },
);

/** What needs servers. Everything else under test/ is a unit test. */
const INTEGRATION = 'workflows|activities|store|api|worker|e2e|local|faults|replay';

const integrationFile = `/test/(${INTEGRATION})/`;

/** @type {import('jest').Config} */
const perProject = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test', '<rootDir>/src'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript' },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...perProject,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [integrationFile],
    },
    {
      ...perProject,
      displayName: 'integration',
      globalSetup: '<rootDir>/test/support/start-servers.js',
      globalTeardown: '<rootDir>/test/support/stop-servers.js',
      testRegex: [`${integrationFile}.*\\.test\\.ts$`],
    },
  ],
  // A slow machine is no failure. Longer than `until` waits (test/support/until.ts), so that it can say what it waited for.
  // Jest takes it from here only, not from a project.
  testTimeout: 180_000,
  // Two cores, and the servers want some of them too.
  maxWorkers: 2,
  // A worker that has nothing left to do needs half a second, and more on a busy machine, to give back the memory of the
  // files it ran. One that has still something open after this time is told of.
  workerGracefulExitTimeout: 5_000,
  reporters: ['default', '<rootDir>/test/support/reporter.js'],
};

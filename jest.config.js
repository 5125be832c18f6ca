/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  setupFiles: ['<rootDir>/tests/appIdentity.js'],
  // Tests may name the runtime themselves: it is installed in node/ only.
  moduleDirectories: ['node_modules', '<rootDir>/node/node_modules'],
  modulePathIgnorePatterns: [
    '<rootDir>/node/.local',
    '<rootDir>/.local',
    '<rootDir>/sandbox/partner/vendure/node_modules',
  ],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 60_000,
  maxWorkers: 2,
  // On a busy machine a worker without any open handle may not get its turn within jest's half a second.
  workerGracefulExitTimeout: 10_000,
}

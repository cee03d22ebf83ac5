import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    // Native modules want a process of their own each, and two cores are what every machine has.
    pool: 'forks',
    maxWorkers: 2,
    // Generous: these run beside other work on small machines, and no test measures time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

import { defineConfig } from "vitest/config";

// Two projects: `unit` needs nothing but Node; `engine` drives the real CLI against a real engine,
// one file at a time, because a second cluster on the same cores would disturb what is measured.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/{unit,contract,golden}/**/*.test.ts"],
          exclude: ["test/**/*.engine.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts", "test/**/*.engine.test.ts"],
          fileParallelism: false,
          maxWorkers: 1,
          retry: 0,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

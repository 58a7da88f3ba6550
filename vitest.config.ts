import { defineConfig } from "vitest/config";

// Tests read the packages' sources, through the "source" condition of their exports: no build needed.
const conditions = ["source", "node", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "scripts/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/long/**"],
    // Whole studies take seconds each, and many times that on a machine that does other work beside.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "threads",
    // All cores: by default one is left idle, which is half of a small machine.
    maxWorkers: "100%",
  },
});

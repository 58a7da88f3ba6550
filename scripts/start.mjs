// `npm start`: installs, builds and runs the pilot study.
import { join } from "node:path";
import { execNode, root, setup } from "./setup.mjs";

setup();
execNode([
  join(root, "packages/cli/bin/ceteris.js"),
  "run",
  "examples/pilot-study/study.yaml",
  ...process.argv.slice(2),
]);

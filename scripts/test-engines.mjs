import { runPrepared } from "./setup/run-prepared.mjs";

await runPrepared("engines/run-engines.ts", { needsBuild: true });

import { runPrepared } from "./setup/run-prepared.mjs";

await runPrepared("trainers/run-python-checks.ts", { needsBuild: true });

import { runPrepared } from "./setup/run-prepared.mjs";

await runPrepared("trainers/run-trainers.ts", { needsBuild: false });

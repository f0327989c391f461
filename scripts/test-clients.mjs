import { runPrepared } from "./setup/run-prepared.mjs";

await runPrepared("e2e/clients/run-clients.ts", { needsBuild: true });

/** Where the journeys' server keeps its sessions: `file:` and a path, relative to the project. */
export const JOURNEYS_DATABASE_URL =
  process.env.TURNTREE_E2E_DATABASE_URL ?? "file:./test-results/journeys.db";

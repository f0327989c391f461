import { homedir } from "node:os";
import path from "node:path";

/** Where clients are kept between runs: outside the source tree, under the user's cache folder. */
export function clientCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const caches = environment.XDG_CACHE_HOME || path.join(homedir(), ".cache");
  return environment.TURNTREE_CLIENTS_CACHE || path.join(caches, "turntree", "clients");
}

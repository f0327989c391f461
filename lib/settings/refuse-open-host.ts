import { isLoopback } from "./is-loopback";
import type { Settings } from "./settings";
import { StartError } from "./start-error";

/** @throws StartError when anyone on the network would be let in and nobody said that this is meant. */
export function refuseOpenHost({ host, apiToken, allowOpen }: Settings): void {
  if (apiToken !== null || allowOpen || isLoopback(host)) return;
  throw new StartError(
    `HOST ${host} can be reached from other machines and TURNTREE_API_TOKEN is not set: ` +
      "set it, or TURNTREE_ALLOW_OPEN=yes if anyone who reaches the port may read and change everything.",
  );
}

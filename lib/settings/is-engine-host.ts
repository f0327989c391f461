import { isLoopback } from "./is-loopback";

/**
 * Whether an engine may be registered at this address: on this machine, or on a host that `TURNTREE_ENGINE_HOSTS`
 * lists, each with a port, or for any.
 *
 * @example isEngineHost("http://gpu-3:8000", ["gpu-3"]) === true
 */
export function isEngineHost(url: string, listed: readonly string[]): boolean {
  const { hostname, port, protocol } = new URL(url);
  if (isLoopback(hostname)) return true;
  const wholePort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return listed.includes(hostname) || listed.includes(`${hostname}:${wholePort}`);
}

import { isLoopback } from "@/lib/settings/is-loopback";
import type { Settings } from "@/lib/settings/settings";

/** Names by which a browser on this machine reaches a server that is bound to loopback. */
const OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** A host that a request names, in the letters that browsers compare; port 80 where none is given. */
interface NamedHost {
  readonly name: string;
  readonly port: number;
}

function readHost(text: string): NamedHost | null {
  if (!/^[\w.:[\]-]+$/.test(text) || !URL.canParse(`http://${text}`)) return null;
  const { hostname, port } = new URL(`http://${text}`);
  return { name: hostname, port: port === "" ? 80 : Number(port) };
}

/** Whether a host is one of a list of `name` (any port) and `name:port`. */
function isListed({ name, port }: NamedHost, listed: readonly string[]): boolean {
  return listed.some((entry) => {
    const read = readHost(entry);
    return read !== null && read.name === name && (read.port === port || !/:\d+$/.test(entry));
  });
}

/**
 * Whether a request's `Host` is one that this server answers to. A page of another name that leads to this address (DNS
 * rebinding) is of the same origin for its browser, so the name alone tells it. Bound to loopback the server knows its
 * names. Else it cannot, and asks only when names are set.
 *
 * @param port the port that the request came in by.
 */
export function isOwnHost(
  host: string | undefined,
  port: number | undefined,
  { host: bound, allowedHosts }: Pick<Settings, "host" | "allowedHosts">,
): boolean {
  if (!isLoopback(bound) && allowedHosts.length === 0) return true;
  const named = readHost(host ?? "");
  if (named === null) return false;
  return (OWN_NAMES.includes(named.name) && named.port === port) || isListed(named, allowedHosts);
}

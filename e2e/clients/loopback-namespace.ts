import { spawnSync } from "node:child_process";

const WAYS: readonly (readonly string[])[] = [
  ["unshare", "--net"],
  ["unshare", "--user", "--map-root-user", "--net"],
];

const BRING_UP_AND_RUN = 'ip link set lo up && exec "$@"';

export type LoopbackNamespace =
  | { readonly allowed: true; command(program: readonly string[]): readonly string[] }
  | { readonly allowed: false; readonly reason: string };

/** Finds out how a program can be run in a network namespace that holds only loopback, if it can at all. */
export function loopbackNamespace(): LoopbackNamespace {
  let said = "";
  for (const way of WAYS) {
    const wrap = (program: readonly string[]) => [...way, "sh", "-c", BRING_UP_AND_RUN, "sh", ...program];
    const [command = "", ...rest] = wrap(["true"]);
    const tried = spawnSync(command, rest, { encoding: "utf8" });
    if (tried.status === 0) return { allowed: true, command: wrap };
    said = tried.error?.message ?? tried.stderr.trim();
  }
  return { allowed: false, reason: `no network namespace of its own: ${said.split("\n").at(-1)}` };
}

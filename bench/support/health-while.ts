import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { assume } from "@/lib/core/base/assume";
import type { BuiltApp } from "./built-app";

const PROBE = fileURLToPath(new URL("probe-health.ts", import.meta.url));

/** One answer of `/healthz`, in ms. */
export interface HealthTime {
  readonly waited: number;
  /** What the serving thread worked meanwhile: about what an answer waits for where nobody else wants the processor. */
  readonly worked: number;
}

/**
 * What `/healthz` took while something ran, as a process of its own measured it.
 *
 * @param work what is run meanwhile.
 */
export async function healthWhile(
  { url, serverPid }: Pick<BuiltApp, "url" | "serverPid">,
  work: () => Promise<void>,
): Promise<readonly HealthTime[]> {
  const probe = fork(PROBE, [url, String(serverPid())], { execArgv: ["--import", "tsx"] });
  try {
    await once(probe, "message");
    await work();
    const told = once(probe, "message");
    probe.send("enough");
    const [times] = await told;
    return assume<readonly HealthTime[]>(times, "probe-health.ts tells them");
  } finally {
    probe.kill();
  }
}

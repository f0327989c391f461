import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { offeredToManagement } from "@/lib/recorder/keys/offered-keys";
import type { Runtime } from "@/lib/server/runtime";
import { engineState } from "./engine-state";

/**
 * Whether the server takes calls (it does, or this would not be answered). With a token, where one is asked for, also
 * how the engine says it is: that costs the engine a request, and names it.
 */
export async function health(runtime: Runtime, { headers }: Request): Promise<Response> {
  const key = runtime.gate.recognise(offeredToManagement(headers), callerAddress(headers));
  switch (key.kind) {
    case "none":
    case "wrong":
    case "waits":
    case "session":
      return Response.json({ status: "ok" });
    case "open":
    case "admin":
    case "trainer":
    case "reader": {
      const { ok, detail, failures = null } = await engineState(runtime);
      return Response.json({ status: "ok", engine: { name: runtime.engine.name, ok, detail, failures } });
    }
    default:
      return key satisfies never;
  }
}

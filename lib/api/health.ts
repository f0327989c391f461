import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { offeredToManagement } from "@/lib/recorder/keys/offered-keys";
import type { Runtime } from "@/lib/server/runtime";
import { engineState } from "./engine-state";

/**
 * Whether the server takes calls: 503 while the database takes no writes. With a token, where one is asked for, also
 * how the engine says it is: that costs the engine a request, and names it.
 */
export async function health(runtime: Runtime, { headers }: Request): Promise<Response> {
  const key = runtime.gate.recognise(offeredToManagement(headers), callerAddress(headers));
  const fault = await runtime.store.writeFault();
  const head = fault === null ? { status: "ok" } : { status: "failing", detail: "Nothing can be recorded." };
  const status = fault === null ? 200 : 503;
  switch (key.kind) {
    case "none":
    case "wrong":
    case "waits":
    case "session":
      return Response.json(head, { status });
    case "open":
    case "admin":
    case "trainer":
    case "reader": {
      const { ok, detail, failures = null } = await engineState(runtime);
      const engine = { name: runtime.engine.name, ok, detail, failures };
      return Response.json({ ...head, ...(fault === null ? {} : { detail: fault }), engine }, { status });
    }
    default:
      return key satisfies never;
  }
}

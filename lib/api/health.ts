import { callerAddress } from "@/lib/recorder/keys/caller-address";
import { offeredToManagement } from "@/lib/recorder/keys/offered-keys";
import type { Runtime } from "@/lib/server/runtime";
import { engineState } from "./engine-state";
import { engineFacts } from "./engines/engine-facts";

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
      const { recorder } = runtime;
      const {
        ok,
        detail,
        failures = null,
        paused = null,
      } = await engineState(runtime, recorder.standing(runtime.models.own.name));
      const sentinel = recorder.sentinel();
      const examined = runtime.examiner.found;
      const engine = { name: runtime.engine.name, ok, detail, failures, paused, sentinel, examined };
      const others = (await runtime.models.all()).slice(1);
      const engines = await Promise.all(others.map((served) => engineFacts(served, recorder)));
      const { durability } = runtime.settings;
      const said = { ...head, ...(fault === null ? {} : { detail: fault }), durability, engine };
      return Response.json(others.length === 0 ? said : { ...said, engines }, { status });
    }
    default:
      return key satisfies never;
  }
}

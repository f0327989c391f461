import { createParser } from "eventsource-parser";
import type { EngineCall } from "./open-engine-call";

/** The `data` of each event of an engine's stream, up to its `[DONE]`. */
export async function* readEngineEvents(call: EngineCall): AsyncGenerator<string, void, undefined> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event.data) });
  for await (const chunk of call.chunks()) {
    parser.feed(chunk);
    for (const data of ready.splice(0)) {
      if (data === "[DONE]") return;
      yield data;
    }
  }
}

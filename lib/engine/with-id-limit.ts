import type { Engine, EngineEvent } from "./engine";
import { EngineError } from "./engine-error";

/** An engine that samples several tokens at a time may end a few after the last that was asked for. */
const OVERSHOOT = 16;

/** An engine that is left when it sends more ids than were asked for: one that counts wrong would fill the memory. */
export function withIdLimit(engine: Engine): Engine {
  return {
    ...engine,
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      const most = request.sampling.maxNewTokens + OVERSHOOT;
      let sent = 0;
      for await (const event of engine.generate(request)) {
        sent = event.type === "tokens" ? sent + event.ids.length : event.outputIds.length;
        if (sent > most) {
          throw new EngineError(
            "garbage",
            `The engine sent ${sent} ids where ${request.sampling.maxNewTokens} were asked for.`,
          );
        }
        yield event;
      }
    },
  };
}

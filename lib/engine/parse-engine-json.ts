import { EngineError } from "./engine-error";

/** How much of a body that is not JSON is shown, in characters. */
const SHOWN = 200;

/** Parses what an engine answered. Throws `EngineError("garbage")` when it is not JSON. */
export function parseEngineJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `The engine answered with something that is not JSON: ${text.slice(0, SHOWN)}`;
    throw new EngineError("garbage", message, null, { cause: error });
  }
}

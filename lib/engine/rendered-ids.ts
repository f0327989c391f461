import { EngineError } from "./engine-error";
import { engineFailure } from "./engine-failure";
import { engineHeaders } from "./engine-headers";
import type { EngineOptions } from "./engine-options";
import { openEngineCall } from "./open-engine-call";
import { parseEngineJson } from "./parse-engine-json";

/** What an engine answered to a conversation that it should render. */
interface RenderAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a conversation that is to be rendered. Throws `EngineError` where no answer comes. */
export async function postForRender(
  options: EngineOptions,
  route: string,
  body: string,
  signal: AbortSignal,
): Promise<RenderAnswer> {
  const call = await openEngineCall({
    url: `${options.url}${route}`,
    method: "POST",
    headers: engineHeaders(options),
    body,
    signal,
    silenceMs: options.silenceMs,
  });
  return { status: call.status, text: await call.text() };
}

/** The ids of an answer. Throws `EngineError` in the engine's own words; `garbage` where it tells none. */
export function readRenderedIds(
  { status, text }: RenderAnswer,
  read: (told: unknown) => readonly number[],
): Int32Array {
  if (status !== 200) throw engineFailure(status, text);
  const told = parseEngineJson(text);
  try {
    return Int32Array.from(read(told));
  } catch (error) {
    throw new EngineError("garbage", "The engine rendered a conversation and told no ids of it.", null, {
      cause: error,
    });
  }
}

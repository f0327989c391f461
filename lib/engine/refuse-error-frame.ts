import { z } from "zod";
import { EngineError } from "./engine-error";
import { engineWords, failureKind } from "./engine-failure";

const errorFrame = z.object({ error: z.unknown() });
const codedError = z.object({ error: z.object({ code: z.int() }) });

/** Passes on what a stream's event holds, unless it is an error: those come with HTTP 200, in an event of their own. */
export function refuseErrorFrame(json: unknown, data: string): unknown {
  const frame = errorFrame.safeParse(json);
  if (!frame.success || frame.data.error === null || frame.data.error === undefined) return json;
  const words = engineWords(data) ?? data;
  const coded = codedError.safeParse(json);
  const status = coded.success ? coded.data.error.code : 400;
  throw new EngineError(failureKind(status, words), words, status);
}

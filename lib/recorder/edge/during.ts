import { processFigures } from "@/lib/core/base/process-figures";
import type { CallSpan } from "@/lib/trace/call-span";
import { kindOfFailure } from "./failure-of";

/** The stages whose time the recorder adds to a call. */
type AddedStage = "read" | "admit" | "prompt" | "record";

/** Has a stage of a call done. Its time goes into the figures of the process, and into the call's span. */
export async function during<T>(span: CallSpan, stage: AddedStage, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const part = span.begin(stage);
  try {
    const done = await work();
    processFigures.observe(`${stage}_ms`, performance.now() - begun);
    part.end();
    return done;
  } catch (error) {
    part.end(kindOfFailure(error));
    throw error;
  }
}

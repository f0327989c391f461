import type { ServerPolicy } from "@/lib/core/session-policy";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { turnsUrl, type ViewChoice } from "./api-urls";
import { errorSentence } from "./fetch-json";
import { localView } from "./local-view";
import { readInSlices } from "./read-in-slices";

/** A recording in the browser, to be looked at under any policy. */
export interface ReadRecording {
  /** Throws `PolicyError`. */
  view(choice: ViewChoice, server: ServerPolicy): RecordingView;
}

/** Reads a session's recording. Fetched with all that works a view out, when a policy is first chosen on the page. */
export async function readRecording(session: string, signal: AbortSignal): Promise<ReadRecording> {
  const response = await fetch(turnsUrl(session), { signal });
  if (!response.ok || !response.body) throw new Error(errorSentence(await response.text(), response.status));
  const recorded = await readInSlices(response.body.pipeThrough(new TextDecoderStream()));
  return { view: (choice, server) => localView(recorded, choice, server) };
}

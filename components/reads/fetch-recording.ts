import { turnsUrl, type ViewChoice } from "@/components/address/api-urls";
import type { RecordedSession } from "@/lib/core/file/recording-from-turn-lines";
import type { ServerPolicy } from "@/lib/core/policy/session-policy";
import type { RecordingView } from "@/lib/core/view/view-recording";
import { errorSentence } from "./fetch-json";
import { localView } from "./local-view";
import { readInSlices } from "./read-in-slices";
import { type TriedView, triedView } from "./tried-view";

/** A recording in the browser, to be looked at under any policy. */
export interface FetchedRecording {
  readonly recorded: RecordedSession;
  /** Throws `PolicyError`. */
  view(choice: ViewChoice, server: ServerPolicy): TriedView;
}

const OWN: ViewChoice = { policy: null, threshold: null, settings: null };

/** Reads a session's recording. Fetched with all that works a view out, when a policy is first chosen on the page. */
export async function fetchRecording(session: string, signal: AbortSignal): Promise<FetchedRecording> {
  const response = await fetch(`${turnsUrl(session)}?evidence=leave_out`, { signal });
  if (!response.ok || !response.body) throw new Error(errorSentence(await response.text(), response.status));
  const recorded = await readInSlices(response.body.pipeThrough(new TextDecoderStream()));
  let own: RecordingView | null = null;
  return {
    recorded,
    view(choice, server) {
      own ??= localView(recorded, OWN, server);
      return triedView(own, localView(recorded, choice, server));
    },
  };
}

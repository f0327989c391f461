import type { CitedWords } from "@/lib/core/report/citation";
import type { CheckedCitation } from "@/lib/core/report/shown-report";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { Store } from "@/lib/store/store";
import { idsDigest } from "./ids-digest";
import { reportTree } from "./report-tree";

type Found = Pick<CheckedCitation, "standing" | "fault">;

type Recordings = Pick<Store, "readRecording">;

const HOLDS: Found = { standing: "holds", fault: null };

/**
 * Compares the citations of a report in Markdown with what is recorded, in the order in which they stand. Throws
 * `BadQueryError` for a report that nests too deep.
 */
export async function checkCitations(
  store: Recordings,
  markdown: string,
): Promise<readonly CheckedCitation[]> {
  return checkCited(store, reportTree(markdown).citations);
}

/** The same for citations that were read already. */
export async function checkCited(
  store: Recordings,
  citations: readonly CitedWords[],
): Promise<readonly CheckedCitation[]> {
  // A report cites one session many times.
  const read = new Map<string, ReturnType<Recordings["readRecording"]>>();
  const readRecording = (session: string) => {
    const recording = read.get(session) ?? store.readRecording(session);
    read.set(session, recording);
    return recording;
  };
  const checked: CheckedCitation[] = [];
  for (const cited of citations) checked.push({ ...cited, ...(await standingOf({ readRecording }, cited)) });
  return checked;
}

async function standingOf(store: Recordings, { citation }: CitedWords): Promise<Found> {
  if (citation === null) return differs("it is no citation: turntree:session/turn/from-to#digest");
  const { session, turn, from, to, digest } = citation;
  try {
    const recording = await store.readRecording(session);
    const output = recording.turns[turn - 1]?.outputIds;
    if (recording.turns.length === 0)
      return { standing: "gone", fault: `session "${session}" has no turns any more` };
    if (output === undefined) return differs(`session "${session}" has no turn ${turn}`);
    const length = recording.prompts.length(turn) + output.length;
    if (to > length) return differs(`turn ${turn} of "${session}" has ${length} tokens`);
    const ids = sequenceIds(recording, turn, from, to);
    return idsDigest(ids) === digest ? HOLDS : differs("the tokens there are others");
  } catch (error) {
    if (error instanceof SessionNotFoundError)
      return { standing: "gone", fault: `there is no session "${session}"` };
    throw error;
  }
}

function differs(fault: string): Found {
  return { standing: "differs", fault };
}

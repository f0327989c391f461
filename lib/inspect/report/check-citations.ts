import { type CitedWords, citationsIn } from "@/lib/core/report/citation";
import { sequenceIds } from "@/lib/core/tokens/sample-token-columns";
import { SessionNotFoundError } from "@/lib/store/rows/session-not-found-error";
import type { Store } from "@/lib/store/store";
import { idsDigest } from "./ids-digest";

/** A citation of a report, and why it does not hold; null where it holds. */
export interface CheckedCitation extends CitedWords {
  readonly fault: string | null;
}

type Recordings = Pick<Store, "readRecording">;

/** Compares the citations of a report in Markdown with what is recorded, in the order in which they stand. */
export async function checkCitations(
  store: Recordings,
  markdown: string,
): Promise<readonly CheckedCitation[]> {
  // A report cites one session many times.
  const read = new Map<string, ReturnType<Recordings["readRecording"]>>();
  const readRecording = (session: string) => {
    const recording = read.get(session) ?? store.readRecording(session);
    read.set(session, recording);
    return recording;
  };
  const checked: CheckedCitation[] = [];
  for (const cited of citationsIn(markdown)) {
    checked.push({ ...cited, fault: await faultOf({ readRecording }, cited) });
  }
  return checked;
}

async function faultOf(store: Recordings, { citation }: CitedWords): Promise<string | null> {
  if (citation === null) return "it is no citation: turntree:session/turn/from-to#digest";
  const { session, turn, from, to, digest } = citation;
  try {
    const recording = await store.readRecording(session);
    const output = recording.turns[turn - 1]?.outputIds;
    if (output === undefined) return `session "${session}" has no turn ${turn}`;
    const length = recording.prompts.length(turn) + output.length;
    if (to > length) return `turn ${turn} of "${session}" has ${length} tokens`;
    const ids = sequenceIds(recording, turn, from, to);
    return idsDigest(ids) === digest ? null : "the tokens there are others";
  } catch (error) {
    if (error instanceof SessionNotFoundError) return `there is no session "${session}"`;
    throw error;
  }
}

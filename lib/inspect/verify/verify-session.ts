import { errorMessage } from "@/lib/core/base/error-message";
import type { Policy } from "@/lib/core/policy/policy";
import type { Recording } from "@/lib/core/recording/recording";
import { linearise } from "@/lib/core/samples/linearise";
import { materialiseSample } from "@/lib/core/samples/materialise-sample";
import type { SessionRecord, Store } from "@/lib/store/store";
import { nextLink } from "@/lib/store/turns/turn-chain";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import type { LanguageModel } from "@/lib/text/language-model";
import { completenessFault } from "./completeness-fault";
import { evidenceFaults } from "./evidence-faults";
import type { Fault } from "./fault";
import { proveSample } from "./prove-sample";

export type VerifySource = Pick<Store, "readRecording" | "readDigests" | "readChain" | "evidence"> &
  Partial<Pick<Store, "findSession" | "readAnnotations">>;

/**
 * Derives a session's proofs anew and compares them: each turn's digest from its tokens, their chain, then each trained
 * token of each sample under the policy, and that what was taken for whole can be. Answers the faults; none when the
 * session holds what was received.
 *
 * @param modelOf The model whose tokenizer a session names; null where it is not at hand.
 */
export async function verifySession(
  store: VerifySource,
  session: Pick<SessionRecord, "id" | "counters" | "tokenizer">,
  policy: Policy,
  modelOf: (tokenizer: string) => Promise<LanguageModel | null> = () => Promise.resolve(null),
): Promise<Fault[]> {
  const fault = (reason: string, turn: number | null = null) => ({
    session: session.id,
    turn,
    sample: null,
    reason,
  });
  try {
    const recording = await store.readRecording(session.id);
    const digests = await store.readDigests(session.id);
    const faults = [
      ...turnFaults(session, recording, digests),
      ...chainFaults(digests, await store.readChain(session.id)).map((reason) => fault(reason)),
    ];
    faults.push(...(await evidenceFaults(store, session.id, recording)));
    if (faults.length > 0) return faults;
    const isSpelled = recording.turns.some(({ completeness }) => completeness?.by === "reply");
    const model = isSpelled ? await modelOf(session.tokenizer) : null;
    const wholeness = recording.turns.flatMap((turn) => {
      const reason = completenessFault(turn, recording, model);
      return reason === null ? [] : [fault(reason, turn.index)];
    });
    return [...wholeness, ...sampleFaults(session.id, recording, policy)];
  } catch (error) {
    // Prisma says what it was about to do before it says what is wrong.
    const said = errorMessage(error);
    return [fault(`cannot be read: ${said.trim().split("\n").at(-1)}`)];
  }
}

/** Turns that are missing, and turns whose tokens are not those that were received. */
function turnFaults(
  { id, counters }: Pick<SessionRecord, "id" | "counters">,
  { turns, prompts }: Recording,
  digests: readonly string[],
): Fault[] {
  const faults: Fault[] = [];
  for (const [i, turn] of turns.entries()) {
    const digest = turnDigest(prompts.ids(turn.index), turn.outputIds, turn.outputLogProbs);
    if (digest === digests[i]) continue;
    const reason = "its prompt ids, output ids or log-probs are not those that were received";
    faults.push({ session: id, turn: turn.index, sample: null, reason });
  }
  if (turns.length !== counters.turns) {
    const reason = `${counters.turns} turns were recorded and ${turns.length} are there`;
    faults.push({ session: id, turn: null, sample: null, reason });
  }
  return faults;
}

/** What the digests of single turns cannot show: turns that were taken away with their count, put in, or exchanged. */
function chainFaults(digests: readonly string[], chain: string | null): string[] {
  // A session recorded before chains were kept has none.
  if (chain === null) return [];
  const derived = digests.reduce<Uint8Array | null>(nextLink, null);
  if (derived !== null && Buffer.from(derived).toString("hex") === chain) return [];
  return [
    "its turns are not those, in number and order, that were recorded: the chain of their digests is another",
  ];
}

function sampleFaults(session: string, recording: Recording, policy: Policy): Fault[] {
  const { samples, ledger } = linearise(recording, policy);
  const faults: Fault[] = samples.flatMap((sample) =>
    proveSample(recording, materialiseSample(recording, sample), sample.turns).map((reason) => ({
      session,
      turn: null,
      sample: sample.index,
      reason,
    })),
  );
  if (ledger.balanced) return faults;
  return [
    ...faults,
    { session, turn: null, sample: null, reason: "the ledger of sampled tokens does not add up" },
  ];
}

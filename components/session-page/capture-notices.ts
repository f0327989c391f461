import { plural } from "@/lib/core/base/format-count";
import type { Policy } from "@/lib/core/policy/policy";
import type { MissingCalls } from "@/lib/core/recording/session-fields";
import type { SessionView } from "@/lib/core/view/session-view";

/** What a recording lacks, what still works without it, and how to record it next time. */
export interface CaptureNotice {
  readonly kind: "missing calls" | "token ids" | "completeness" | "log-probs";
  readonly lacking: string;
  readonly works: string;
  readonly remedy: string;
}

/**
 * What the turns of a session lack for training; nothing where every answer has its ids and log-probs. Calls beside
 * the conversation, such as titles, do not count.
 */
export function captureNotices(
  { turns, policy }: Pick<SessionView, "turns" | "policy">,
  unrecorded: MissingCalls | null = null,
): readonly CaptureNotice[] {
  const counted = turns.filter(
    ({ auxiliary, finish_reason: reason }) => auxiliary === "none" && reason !== "error",
  );
  const withoutIds = counted.filter(({ output_tokens: tokens }) => tokens === 0);
  const withoutLogProbs = counted.filter(
    (turn) => turn.output_tokens > 0 && turn.log_probs === "not recorded",
  );
  const unproven = counted.filter(({ refusal }) => refusal === "completeness_unknown");
  const notices: CaptureNotice[] = unrecorded === null ? [] : [missingNotice(unrecorded)];
  if (withoutIds.length > 0) notices.push(idsNotice(withoutIds.length, counted.length));
  if (unproven.length > 0) notices.push(completenessNotice(unproven.length, counted.length));
  if (withoutLogProbs.length > 0)
    notices.push(logProbsNotice(withoutLogProbs.length, counted.length, policy));
  return notices;
}

function missingNotice({ calls, reason }: MissingCalls): CaptureNotice {
  return {
    kind: "missing calls",
    lacking: `${plural(calls, "call")} of this session could not be recorded.`,
    works:
      "What is here is whole; answers that are missing stand in later prompts as the client's own words.",
    remedy: `Why the last could not: ${reason}`,
  };
}

function completenessNotice(lacking: number, all: number): CaptureNotice {
  return {
    kind: "completeness",
    lacking: `${share(lacking, all)} ids of which nothing shows that they are all.`,
    works: "Messages, forks and the ids that came are recorded; strict trains none of them.",
    remedy:
      "Set TURNTREE_TOKENIZER to the tokenizer of the model behind, so that its ids can be compared with its replies. Each message says what is missing.",
  };
}

function idsNotice(lacking: number, all: number): CaptureNotice {
  return {
    kind: "token ids",
    lacking:
      lacking === all
        ? "No token ids are recorded, so nothing here can be trained."
        : `${share(lacking, all)} no token ids and cannot be trained.`,
    works: "Messages, forks, sub-agents and the raw facts of every call are complete.",
    remedy:
      "Set TURNTREE_ENGINE to sglang, vllm or llamacpp, whose ids the recorder reads; a server that is passed through must be asked for return_token_ids.",
  };
}

function logProbsNotice(lacking: number, all: number, policy: Policy): CaptureNotice {
  return {
    kind: "log-probs",
    lacking: lacking === all ? "No log-probs are recorded." : `${share(lacking, all)} no log-probs.`,
    works: policy.require_log_probs
      ? `Tokens and forks are right, but ${policy.name} refuses what has none; a policy that does not ask for them, such as slime, trains it with 0.0 each.`
      : "The mask is right, and so are tokens and forks. A token without a log-prob trains with 0.0, and the log-prob colours have nothing to show.",
    remedy:
      "An engine that returns the log-prob of each sampled token fills them in; the recorder asks for them by itself where the engine can.",
  };
}

const share = (lacking: number, all: number): string =>
  `${plural(lacking, "answer")} of ${all} ${lacking === 1 ? "has" : "have"}`;

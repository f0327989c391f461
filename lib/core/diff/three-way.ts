import { standsAt } from "@/lib/core/base/stands-at";
import { throughLast } from "@/lib/core/base/through-last";
import type { Message } from "@/lib/core/message/message";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import { pathTo } from "@/lib/core/view/path-to";
import type { SessionView } from "@/lib/core/view/session-view";
import { type TokenDiff, tokenDiff } from "./token-diff";

/** An answer as it was sampled, as the client echoed it, and as the template writes the echo. */
export interface ThreeWay {
  /** The turn that sampled it, and the later turn whose prompt holds it again. */
  readonly turn: number;
  readonly by_turn: number;
  /** Its place among the messages of that prompt, from 1. */
  readonly message: number;
  /** The answer as the recorder read it from the sampled ids, and as the client sent it back. */
  readonly held: Message | null;
  readonly echoed: Message;
  /** What the matcher forgave to recognise the echo. */
  readonly tolerances: readonly string[];
  /** Whether the rendered ids were in the prompt, or only would have been. */
  readonly rendered: "sent" | "not sent";
  /** `a`: sampled ids; `b`: rendered ids of the same message, without the opener that the prompt gave. */
  readonly tokens: TokenDiff;
}

/** A prompt whose every message was rendered by the template. */
export interface RenderedIds {
  readonly ids: Int32Array;
  /** First position of each message; empty when the template does not tell. */
  readonly messageStarts: Int32Array;
}

/**
 * The three spellings of the answer in which a prompt and its full render, or the tokens held, part. Null when what
 * parts there was not sampled, or nobody recorded where messages begin.
 *
 * @param message position among the prompt's messages, from 0.
 */
export function threeWay(
  recording: Recording,
  view: SessionView,
  {
    byTurn,
    message,
    rendered,
    sent,
  }: {
    readonly byTurn: number;
    readonly message: number;
    readonly rendered: RenderedIds;
    readonly sent: boolean;
  },
): ThreeWay | null {
  const node = view.turns[byTurn - 1]?.node ?? null;
  const at = node === null ? undefined : pathTo(view.nodes, node)[message];
  const turn = view.nodes[at ?? -1]?.turn ?? null;
  const sampled = turn === null ? undefined : recording.turns[turn - 1];
  const by = recording.turns[byTurn - 1];
  const echoed = by?.promptMessages[message];
  const start = rendered.messageStarts[message];
  if (!by || !sampled || !echoed || start === undefined) return null;
  const end = rendered.messageStarts[message + 1] ?? rendered.ids.length;
  const rewrite = by.acceptedRewrites.filter(({ messageIndex }) => messageIndex === message);
  return {
    turn: sampled.index,
    by_turn: byTurn,
    message: message + 1,
    held: sampled.responseMessage,
    echoed: rewrite[0]?.echoed ?? echoed,
    tolerances: rewrite.map(({ tolerance }) => tolerance),
    rendered: sent ? "sent" : "not sent",
    tokens: tokenDiff(
      sampled.outputIds,
      withoutFraming(rendered.ids.subarray(start, end), openerOf(recording, sampled), sampled.outputIds),
    ),
  };
}

/** The end of the prompt that opened the answer; empty when it was not recorded. */
function openerOf(recording: Recording, { index, generationStart }: Turn): Int32Array {
  return generationStart === null ? new Int32Array(0) : recording.prompts.ids(index, generationStart);
}

/** A rendered message without the opener before the answer and without what follows its stop token. */
function withoutFraming(message: Int32Array, opener: Int32Array, sampled: Int32Array): Int32Array {
  const body = standsAt(opener, message) ? message.subarray(opener.length) : message;
  return throughLast(body, sampled.at(-1));
}

import type { Message } from "@/lib/core/message/message";
import type { Recall, RecalledTurn } from "@/lib/wire/protocol";
import { UnknownReferenceError } from "@/lib/wire/unknown-reference-error";
import { keptMessages, summaryMessage } from "./compaction-item";
import type { AnswerItem } from "./responses-item";

/**
 * The model call that an id minted by the recorder names, whichever item carries it; null for anybody else's ids.
 *
 * @example
 * answerKey("rs_resp_0123456789abcdef0123456789abcdef"); // "0123456789abcdef0123456789abcdef"
 * answerKey("call_0123456789abcdef0123456789abcdef_1"); // the same
 */
export function answerKey(id: string | null | undefined): string | null {
  return /(?:^|_)(?:resp|call)_([0-9a-f]{32})(?:_\d+)?$/.exec(id ?? "")?.[1] ?? null;
}

/**
 * The conversation that ended with a response, which the next call goes on from: all but its `instructions`. After a
 * compaction it is what users said and the summary.
 *
 * @throws UnknownReferenceError where the session has no such response.
 */
export function recallResponse(id: string, recall: Recall): readonly Message[] {
  const turn = id.startsWith("resp_") ? turnOf(id, recall) : null;
  if (turn?.responseMessage == null) {
    throw new UnknownReferenceError(
      `previous_response_id is ${JSON.stringify(id)}, which is no response of this session: send the whole input, with store: false`,
      "previous_response_id",
      "previous_response_not_found",
    );
  }
  const { promptMessages, responseMessage, responseState } = turn;
  if (responseState?.compacted) {
    return [...keptMessages(promptMessages), summaryMessage(responseMessage.content)];
  }
  const isInstructed = responseState?.instructed === true && promptMessages[0]?.role === "system";
  return [...(isInstructed ? promptMessages.slice(1) : promptMessages), responseMessage];
}

/**
 * The item of an answer that an id names.
 *
 * @param param where the reference stands.
 * @throws UnknownReferenceError where the session has no such item.
 */
export function recallItem(id: string, param: string, recall: Recall): AnswerItem {
  const turn = turnOf(id, recall);
  const item = turn === null ? null : itemOf(id, turn);
  if (item !== null) return { ...item, answer: answerKey(id) };
  throw new UnknownReferenceError(
    `${param} refers to ${JSON.stringify(id)}, which is no item of this session: send the item itself, with store: false`,
    param,
    "item_not_found",
  );
}

/** The turn that an id names, if its client asked for it to be kept. */
function turnOf(id: string, recall: Recall): RecalledTurn | null {
  const key = answerKey(id);
  const turn = key === null ? null : recall(key);
  return turn?.responseState?.stored === false ? null : turn;
}

function itemOf(id: string, { responseMessage, responseState }: RecalledTurn): AnswerItem | null {
  if (responseMessage === null) return null;
  const { content, reasoning_content: reasoning, tool_calls: calls = [] } = responseMessage;
  const kind = id.split("_")[0];
  // A summary is one item, whatever else was sampled beside it.
  if ((kind === "cmp") !== (responseState?.compacted ?? false)) return null;
  switch (kind) {
    case "rs":
      return reasoning ? { kind: "reasoning", text: reasoning } : null;
    case "msg":
      return content ? { kind: "message", role: "assistant", text: content } : null;
    case "cmp":
      return { kind: "message", role: "user", text: summaryMessage(content).content };
    case "fc":
    case "ctc": {
      const call = calls.find((one) => one.id !== undefined && id.endsWith(one.id));
      return call === undefined ? null : { kind: "call", call };
    }
    default:
      return null;
  }
}

import { asArray, asNumber, asObject, FieldError } from "@/lib/core/json/json-fields";
import type { JsonObject } from "@/lib/core/json/json-value";
import { KEEP_ALL } from "@/lib/core/message/message-reading";
import { readChatMessage } from "@/lib/core/message/read-chat-message";
import { contentId } from "@/lib/store/rows/content-id";
import type { SessionImport } from "@/lib/store/store";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";

const NO_IDS = new Int32Array(0);

/**
 * A conversation from a line of chat JSONL, `{"messages": [...], "tools"?, "reward"?, "metadata"?}`: every message
 * of the assistant is a turn without token ids. Throws `FieldError`.
 */
export function importChat(line: JsonObject): SessionImport {
  const spelled = asArray(line.messages, "messages");
  const messages = spelled.map((message, i) => readChatMessage(message, `messages[${i}]`, KEEP_ALL));
  const answers = messages.flatMap((message, i) => (message.role === "assistant" && i > 0 ? [i] : []));
  if (answers.length === 0) throw new FieldError("messages", "a conversation with an answer in it");
  const tools = line.tools === undefined || line.tools === null ? null : asArray(line.tools, "tools");
  return {
    session: {
      ...importedSession(contentId("chat", line)),
      reward: typeof line.reward === "number" ? asNumber(line.reward, "reward") : null,
      metadata:
        line.metadata === undefined || line.metadata === null ? {} : asObject(line.metadata, "metadata"),
    },
    turns: answers.flatMap((at) => {
      const responseMessage = messages[at];
      if (!responseMessage) return [];
      const promptMessages = messages.slice(0, at);
      const tokens = { promptIds: NO_IDS, outputIds: NO_IDS, outputLogProbs: null };
      return [importedTurn({ promptMessages, responseMessage, ...tokens, tools })];
    }),
  };
}

import { visibleText } from "@/lib/core/base/visible-text";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { PeekMessage, SessionPeek } from "@/lib/core/list/list-row";
import type { Message } from "@/lib/core/message/message";
import { messagePreview } from "@/lib/core/view/message-preview";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import type { Store } from "@/lib/store/store";
import { listRows } from "./session-list";

/** Messages that tell what a session is about, and letters of each. */
const MESSAGES = 5;
const LETTERS = 400;

/** A session at a glance, without opening it: its figures and its first messages. Throws `NotFoundError`. */
export async function sessionPeek(
  store: Pick<Store, "findSession" | "readOpening" | "readCauses" | "findMessages">,
  id: string,
): Promise<SessionPeek> {
  const session = await store.findSession(id);
  if (!session) throw new NotFoundError(`There is no session "${id}".`);
  const [row] = await listRows(store, [session], "");
  const messages = await store.readOpening(id, MESSAGES);
  if (!row) throw new NotFoundError(`There is no session "${id}".`);
  const labels = Object.entries(session.labels).map(
    ([name, value]) =>
      [visibleText(name), visibleText(typeof value === "string" ? value : stringifyJson(value))] as const,
  );
  return { row, messages: messages.map(peekMessage), labels };
}

function peekMessage(message: Message, at: number): PeekMessage {
  const text = visibleText(message.content?.trim() || messagePreview(message));
  return {
    number: at + 1,
    role: message.role,
    text: text.slice(0, LETTERS),
    cut: Math.max(0, text.length - LETTERS),
  };
}

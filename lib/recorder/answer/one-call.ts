import type { Message } from "@/lib/core/message/message";
import type { LanguageModel } from "@/lib/text/language-model";

/** What ends a tool call in the layouts that close each call with a token of its own. */
const CALL_CLOSERS = ["</tool_call>"];

/** Codex over Chat Completions glues parallel calls into one until this version. */
const LAST_GLUEING_CODEX = 57;

/** Whether a client can take no more than one tool call in an answer, by what it says of itself. */
export function takesOneCall(headers: Headers): boolean {
  const version = /codex[\w-]{0,40}\/0\.(\d+)\./i.exec(headers.get("user-agent") ?? "")?.[1];
  return version !== undefined && Number(version) <= LAST_GLUEING_CODEX;
}

/** The token on which such a client's generation stops, after its first call; none where the family has no such token. */
export function callClosers(model: LanguageModel): readonly number[] {
  return CALL_CLOSERS.flatMap((closer) => {
    const [id, ...others] = model.encode(closer);
    return id !== undefined && others.length === 0 ? [id] : [];
  });
}

/** An answer with its first call only, and how many are withheld: the client is not shown those. */
export function withOneCall(message: Message): { readonly message: Message; readonly withheld: number } {
  const calls = message.tool_calls ?? [];
  return calls.length <= 1
    ? { message, withheld: 0 }
    : { message: { ...message, tool_calls: calls.slice(0, 1) }, withheld: calls.length - 1 };
}

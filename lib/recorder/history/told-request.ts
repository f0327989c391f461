import type { SessionBefore, ToldCall } from "@/lib/core/side-calls/told-call";
import type { CallRequest } from "@/lib/wire/protocol";

type RequestTold = Pick<
  CallRequest,
  "messages" | "tools" | "responseState" | "toolsNotOffered" | "toolChoice" | "sampling" | "facts"
>;

/** A request as the rules for side calls look at it. */
export function toldRequest(
  { messages, tools, toolsNotOffered, toolChoice, sampling, facts, responseState }: RequestTold,
  clientHeaders: Readonly<Record<string, string>>,
  session: SessionBefore,
): ToldCall {
  return {
    messages,
    tools,
    serverTools: toolsNotOffered,
    toolChoice,
    maxTokens: sampling.maxTokens,
    request: facts,
    asksForCompaction: responseState?.compacted ?? false,
    clientHeaders,
    session,
  };
}

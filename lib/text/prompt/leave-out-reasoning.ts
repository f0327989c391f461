import type { Message } from "@/lib/core/message/message";
import { sameSpelling } from "@/lib/core/message/same-spelling";
import type { AcceptedRewrite } from "@/lib/core/recording/turn";
import type { LanguageModel } from "@/lib/text/language-model";
import type { FittedMessages } from "./fit-messages";
import { templateQuestion } from "./template-question";

const LEFT_OUT = "reasoning left out beside text and a call";

const CALL: Message = {
  role: "assistant",
  content: "A remark.",
  tool_calls: [
    {
      type: "function",
      id: "call_probe",
      function: { name: "probe", arguments: { argument: "text" } },
      arguments_text: '{"argument": "text"}',
    },
  ],
};

const historyWith = (call: Message): readonly Message[] => [
  { role: "user", content: "A question." },
  call,
  { role: "tool", content: "A result.", tool_call_id: "call_probe", name: "probe" },
];

/** Whether it is the reasoning that a template refuses beside text and a call; that of gpt-oss does. */
const refusesReasoning = templateQuestion(
  (render) =>
    render(historyWith({ ...CALL, reasoning_content: "A thought." })) === null &&
    render(historyWith(CALL)) !== null,
);

function holdsAllThree({ role, content, reasoning_content: reasoning, tool_calls: calls }: Message): boolean {
  return role === "assistant" && Boolean(content && reasoning && calls?.length);
}

/**
 * Leaves reasoning out of the messages that hold it beside text and a tool call, where the template refuses the three
 * together: for a full render only, since a graft keeps what was sampled. Each is an accepted rewrite.
 */
export function leaveOutReasoning(
  messages: readonly Message[],
  model: Pick<LanguageModel, "render" | "decode">,
): FittedMessages {
  if (!messages.some(holdsAllThree) || !refusesReasoning(model)) return { messages, rewrites: [] };
  const rewrites: AcceptedRewrite[] = [];
  const kept = messages.map((echoed, messageIndex) => {
    if (!holdsAllThree(echoed)) return echoed;
    const { reasoning_content: _leftOut, ...held } = echoed;
    rewrites.push({ messageIndex, turnIndex: null, tolerance: LEFT_OUT, held, echoed });
    return held;
  });
  return { messages: kept, rewrites };
}

/** What a turn's prompt was rendered without, and so a prompt that begins with its ids, where the call still holds it. */
export function reasoningLeftOut(
  rewrites: readonly AcceptedRewrite[],
  messages: readonly Message[],
): readonly AcceptedRewrite[] {
  return rewrites.filter(({ messageIndex, tolerance, echoed }) => {
    const message = messages[messageIndex];
    return tolerance === LEFT_OUT && message !== undefined && sameSpelling(message, echoed);
  });
}

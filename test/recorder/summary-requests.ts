import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol } from "@/lib/wire/protocol";
import { clientRequests } from "./client-requests";
import { afterConversation, BASH_TOOL, oneMessage, SAID } from "./said-session";

/** In the layout of pi, which quotes the conversation in one message. */
export const piSummary = (answer: string) => ({
  messages: [
    {
      role: "system",
      content: "You are a context summarization assistant. Do NOT continue the conversation.",
    },
    {
      role: "user",
      content: `<conversation>\n[User]: edit the notes\n\n[Assistant]: ${answer}\n\n[Tool result]: ${"a line\n".repeat(200)}</conversation>`,
    },
  ],
});

const TRANSCRIPT = `USER: ${SAID.asked}\nASSISTANT: Now.\nASSISTANT: Execute input {"command":"${SAID.command}"}\nASSISTANT: ${SAID.answered}`;

const COPILOT_ORDER =
  "Please create a detailed summary of the conversation so far. The history is being compacted so moving forward, all conversation history will be removed.\n\nTools are unavailable in this step, so do not call any tools.";

const COPILOT_RESPONSES = {
  model: "m",
  tool_choice: "none",
  tools: [{ type: "function", name: "bash", parameters: {} }],
  input: [
    { role: "user", content: SAID.asked },
    { role: "assistant", content: [{ type: "output_text", text: SAID.answered }] },
    { role: "user", content: COPILOT_ORDER },
  ],
};

const COPILOT_ANTHROPIC = {
  ...clientRequests.claudeCompaction,
  tool_choice: { type: "none" },
  messages: [
    { role: "user", content: SAID.asked },
    { role: "assistant", content: SAID.answered },
    { role: "user", content: COPILOT_ORDER },
  ],
};

/** Summaries of conversations, each in the layout and the words of its client. */
export const SUMMARY_REQUESTS: readonly (readonly [client: string, protocol: Protocol, body: object])[] = [
  ["Claude Code", anthropicMessages, clientRequests.claudeCompaction],
  [
    "Claude Code, with a note of the system behind the order",
    anthropicMessages,
    {
      ...clientRequests.claudeCompaction,
      messages: [
        ...clientRequests.claudeCompaction.messages,
        { role: "system", content: "Note: notes.txt was modified by a linter." },
      ],
    },
  ],
  ["Codex", openaiResponses, clientRequests.codexCompaction],
  ["pi", openaiChat, piSummary(SAID.answered)],
  [
    "Copilot over chat",
    openaiChat,
    afterConversation(COPILOT_ORDER, { tools: [BASH_TOOL], tool_choice: "none" }),
  ],
  ["Copilot over Responses", openaiResponses, COPILOT_RESPONSES],
  ["Copilot over Messages", anthropicMessages, COPILOT_ANTHROPIC],
  [
    "Continue, which keeps the tools",
    openaiChat,
    afterConversation(
      "Please provide a concise summary of our conversation so far. Make clear what the current stream of work was at the very end prior to compaction so that you can continue exactly where you left off.",
      { tools: [BASH_TOOL] },
    ),
  ],
  [
    "Qwen Code, whose system text gives the order",
    openaiChat,
    {
      tools: [BASH_TOOL],
      messages: [
        {
          role: "system",
          content: "You are the component that summarizes internal chat history into a given structure.",
        },
        { role: "user", content: SAID.asked },
        { role: "assistant", content: SAID.answered },
        {
          role: "user",
          content:
            "First, reason in your scratchpad. Then, generate the state snapshot. Do not call tools; tool execution is disabled.",
        },
      ],
    },
  ],
  [
    "opencode",
    openaiChat,
    afterConversation("Provide a detailed summary for continuing our conversation above.", {}),
  ],
  [
    "Droid, which quotes the calls",
    openaiChat,
    oneMessage(
      "You are Droid. You excel at creating and maintaining summaries that capture the most salient details from technical conversations.",
      `Please summarize the following conversation:\n${TRANSCRIPT}\n\nRemember to wrap your final summary in <summary> tags.`,
    ),
  ],
  [
    "LangChain's middleware, without a system text",
    openaiChat,
    oneMessage(
      "",
      `<role>\nContext Extraction Assistant\n</role>\n<messages>\nMessages to summarize:\n${TRANSCRIPT}\n</messages>`,
    ),
  ],
  [
    "OpenHands' condenser, of events",
    openaiChat,
    oneMessage(
      "You are maintaining a context-aware state summary for an interactive agent.",
      `<EVENT>\nActionEvent (agent)\n  Thought: ${SAID.answered}\n</EVENT>\n\nNow summarize the events using the rules above.`,
    ),
  ],
  [
    "agno, which quotes in the system text",
    openaiChat,
    oneMessage(
      `Analyze the following conversation between a user and an assistant, and extract the following details:\n  - Summary (str): a concise summary of the session.\n<conversation>\n${TRANSCRIPT}</conversation>`,
      "Provide the summary of the conversation.",
    ),
  ],
  [
    "aider's history",
    openaiChat,
    oneMessage("*Briefly* summarize this partial conversation about programming.", TRANSCRIPT),
  ],
  [
    "pi 1.6, of a short conversation",
    openaiChat,
    oneMessage(
      "You are a context summarization assistant.",
      `<conversation>\n${TRANSCRIPT}\n</conversation>\n\nCreate a structured context checkpoint summary that another LLM will use to continue the work.`,
    ),
  ],
];

/** An agent that offers no tools at all hands its work over in three calls. */
export const HAND_OFF_REQUESTS: readonly (readonly [call: string, body: object])[] = [
  [
    "the summary",
    afterConversation(
      "You are about to hand off your work to another AI agent.\n            Please provide a comprehensive summary of what you have\n            accomplished so far on this task:",
    ),
  ],
  [
    "the questions of the next agent",
    oneMessage(
      "",
      `You are picking up work from a previous AI agent on this task.\n\n**Summary from Previous Agent:**\n${SAID.answered}\n\nAsk about the work.`,
    ),
  ],
  [
    "the answers",
    afterConversation(
      "The next agent has a few questions for you, please answer each of them one by one in detail.",
    ),
  ],
];

import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { readSettings } from "@/lib/settings/settings";
import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol } from "@/lib/wire/protocol";
import { AUXILIARY_RULES, auxiliaryKind } from "./auxiliary-rules";

const ALL = new Set<string>(AUXILIARY_RULES.map(({ kind }) => kind));
const BASH = { type: "function", function: { name: "bash", parameters: {} } };

function kindOf(protocol: Protocol, body: object, enabled: ReadonlySet<string> = ALL): string {
  const call = protocol.parseRequest(parseJson(JSON.stringify(body)));
  return auxiliaryKind({ ...call, quotesSession: (text) => text.includes(SAID) }, enabled);
}

/** What was said in the session before. */
const SAID = "The notes are edited.";

/** Heads of requests as the clients sent them over the wire; long texts are cut. */
const OPENCODE_TITLE = {
  model: "my-small",
  max_tokens: 32000,
  messages: [
    {
      role: "system",
      content:
        "You are a title generator. You output ONLY a thread title. Nothing else.\n\n<task>\nGenerate a brief title that would help the user find this conversation later.",
    },
    { role: "user", content: "Generate a title for this conversation:\n" },
    { role: "user", content: '"hello there"' },
  ],
  stream: true,
  stream_options: { include_usage: true },
};

/** Claude Code 2.1.197 asks for it in its interactive mode, at the first prompt of a session. */
const CLAUDE_TITLE = {
  model: "turntree",
  max_tokens: 32000,
  tools: [],
  system: [
    { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.197.78a; cc_entrypoint=cli;" },
    { type: "text", text: "You are Claude Code, Anthropic's official CLI for Claude." },
    {
      type: "text",
      text: "Generate a concise, sentence-case title (3-7 words) that captures the main topic or goal of this coding session.",
    },
  ],
  messages: [
    {
      role: "user",
      content: [
        {
          type: "text",
          text: "<session>\nsay hello to the people here\n</session>\n\nWrite the title in the language the user wrote in, regardless of the language of the examples above.",
        },
      ],
    },
  ],
  metadata: { user_id: '{"device_id":"fc90","account_uuid":"","session_id":"4bacca7e"}' },
  output_config: {
    effort: "high",
    format: {
      type: "json_schema",
      schema: {
        type: "object",
        properties: { title: { type: "string" } },
        required: ["title"],
        additionalProperties: false,
      },
    },
  },
  stream: true,
};

const CLAUDE_COMPACTION = {
  model: "m",
  max_tokens: 32000,
  tools: [{ name: "Bash", description: "", input_schema: { type: "object" } }],
  messages: [
    { role: "user", content: "fix it" },
    { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "Bash", input: { command: "ls" } }] },
    {
      role: "user",
      content: [
        { type: "tool_result", tool_use_id: "t1", content: "a" },
        {
          type: "text",
          text: "CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\n\nYour task is to create a detailed summary of the conversation so far.",
        },
      ],
    },
  ],
};

const CODEX_COMPACTION = {
  model: "m",
  stream: true,
  input: [
    { type: "message", role: "user", content: [{ type: "input_text", text: "fix it" }] },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "Done." }] },
    {
      type: "message",
      role: "user",
      content: [
        {
          type: "input_text",
          text: "You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary.",
        },
      ],
    },
  ],
};

const QWEN_MEMORY = {
  model: "m",
  max_tokens: 8000,
  tools: [BASH],
  messages: [
    {
      role: "system",
      content: "You are now acting as the managed memory extraction subagent for an AI coding assistant.",
    },
    { role: "user", content: "hello there" },
    { role: "assistant", content: "Hello." },
    { role: "user", content: "Managed memory directory: `/m`\n\nScan the recent conversation history." },
  ],
};

/** In the layout of pi, which quotes the conversation in one message. */
const quoted = (answer: string) => ({
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

describe("auxiliary calls", () => {
  it.each([
    ["opencode's title call", openaiChat, OPENCODE_TITLE, "title"],
    ["Claude Code's title call", anthropicMessages, CLAUDE_TITLE, "title"],
    ["Claude Code's compaction", anthropicMessages, CLAUDE_COMPACTION, "compaction_summary"],
    ["Codex's compaction", openaiResponses, CODEX_COMPACTION, "compaction_summary"],
    ["a summary of the session's conversation, quoted", openaiChat, quoted(SAID), "compaction_summary"],
    ["qwen-code's memory extraction", openaiChat, QWEN_MEMORY, "memory_extraction"],
    [
      "Claude Code's quota probe",
      anthropicMessages,
      { max_tokens: 1, messages: [{ role: "user", content: "quota" }] },
      "quota_probe",
    ],
    [
      "a health probe",
      openaiChat,
      { max_tokens: 5, messages: [{ role: "user", content: "ping" }] },
      "health_probe",
    ],
    [
      "a warm-up",
      openaiChat,
      { max_tokens: 1, tools: [BASH], messages: [{ role: "user", content: "A long task. ".repeat(9) }] },
      "warm_up",
    ],
  ] as const)("are told by their shape: %s", (_, protocol, body, kind) => {
    expect(kindOf(protocol, body)).toBe(kind);
  });

  it.each([
    [
      "a question about titles, with tools",
      { tools: [BASH], messages: [{ role: "user", content: "Generate a title for my blog." }] },
    ],
    [
      "a request to summarise, with tools",
      {
        tools: [BASH],
        messages: [
          { role: "user", content: "a" },
          { role: "assistant", content: "b" },
          { role: "user", content: "Summarize the conversation." },
        ],
      },
    ],
    [
      "a title that a user wants for something else",
      { messages: [{ role: "user", content: "Write a catchy title for my article about the sea." }] },
    ],
    [
      "an article that is read into fields, a title among them",
      {
        messages: [{ role: "user", content: "Extract the metadata." }],
        response_format: {
          type: "json_schema",
          json_schema: { schema: { properties: { title: {}, author: {}, year: {} } } },
        },
      },
    ],
    [
      "a summary of history that is not the conversation's",
      {
        messages: [
          { role: "user", content: "Hello." },
          { role: "assistant", content: "Hello to you." },
          { role: "user", content: "Summarise the history of Rome." },
        ],
      },
    ],
    [
      "a task whose text is a conversation to be summarised",
      {
        messages: [{ role: "user", content: `Summarise this conversation: ${"A: Hi. B: Ho. ".repeat(99)}` }],
      },
    ],
    ["a summary of a conversation that was not led in this session", quoted("Something else.")],
    ["a short greeting", { messages: [{ role: "user", content: "hi" }] }],
    ["a long question", { messages: [{ role: "user", content: "Why is the sky blue? ".repeat(100) }] }],
  ])("are not: %s", (_, body) => {
    expect(kindOf(openaiChat, body)).toBe("none");
  });

  it("are not looked for when their rule is switched off", () => {
    expect(kindOf(openaiChat, OPENCODE_TITLE, new Set(["quota_probe"]))).toBe("none");
  });

  it("have a rule for every kind that the setting takes", () => {
    expect(readSettings({ TURNTREE_AUXILIARY: [...ALL].join(",") }).auxiliary).toEqual(ALL);
    expect(readSettings({}).auxiliary).toEqual(ALL);
    const nothing = () => readSettings({ TURNTREE_AUXILIARY: "nothing" });
    expect(nothing).toThrow([...readSettings({}).auxiliary].join(", "));
  });
});

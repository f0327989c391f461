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
  tools: [{ type: "function", function: { name: "bash", parameters: {} } }],
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

/** Requests that real clients make beside their conversations. */
export const clientRequests = {
  opencodeTitle: OPENCODE_TITLE,
  claudeTitle: CLAUDE_TITLE,
  claudeCompaction: CLAUDE_COMPACTION,
  codexCompaction: CODEX_COMPACTION,
  qwenMemory: QWEN_MEMORY,
};

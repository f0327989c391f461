import type { ClientName } from "@/lib/core/message/echo-tolerances";

/** How clients name themselves in `user-agent`; the first that fits, since some name the SDK they are built on too. */
const AGENTS: readonly (readonly [RegExp, ClientName])[] = [
  [/claude-cli|claude-code/i, "claude-code"],
  [/\bcodex/i, "codex"],
  [/opencode/i, "opencode"],
  [/qwen-?code/i, "qwen-code"],
  [/\bpi[-/]|pi-coding-agent/i, "pi"],
  [/ai-sdk|\bai\//i, "ai-sdk"],
  [/OpenAI\/|Anthropic\//i, "openai-sdk"],
];

/** The client that calls, by what it says of itself. */
export function clientName(headers: Headers): ClientName {
  if (headers.has("x-claude-code-session-id")) return "claude-code";
  const agent = headers.get("user-agent") ?? "";
  return AGENTS.find(([pattern]) => pattern.test(agent))?.[1] ?? "unknown";
}

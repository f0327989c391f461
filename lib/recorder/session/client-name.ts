import { CLIENT_LABEL, type ClientName, knownClient } from "@/lib/core/message/known-client";
import type { Message } from "@/lib/core/message/message";
import { CallError } from "@/lib/recorder/edge/call-error";
import { takeBillingLine } from "@/lib/text/prompt/take-billing-line";

/** Who calls. */
export interface CallingClient {
  /** Whose habits are forgiven in an echo. */
  readonly client: ClientName;
  /** The name that is recorded; another than the client's where somebody named one that is not known. */
  readonly clientLabel: string;
}

/** How clients name themselves in `user-agent`; the first that fits, since some name the SDK they are built on too. */
const AGENTS: readonly (readonly [RegExp, ClientName])[] = [
  [/claude-cli|claude-code/i, "claude-code"],
  [/\bcodex/i, "codex"],
  [/opencode/i, "opencode"],
  [/qwen-?code/i, "qwen-code"],
  [/pydantic-ai/i, "pydantic-ai"],
  [/\bpi[-/]|pi-coding-agent/i, "pi"],
  [/ai-sdk|(?<![\w-])ai\//i, "ai-sdk"],
  [/OpenAI\/|Anthropic\//i, "openai-sdk"],
];

/** The header in which anybody may name the client of a call. */
const CLIENT_HEADER = "x-turntree-client";

/**
 * The client that calls: as the header `x-turntree-client` names it, then as the setting does, then by what it says of
 * itself. A router in between says nothing of it, and Claude Code's billing line in the system text then does.
 *
 * @param named What the setting says; null for nothing.
 * @throws CallError 400 for a header that cannot be a name.
 */
export function clientName(
  headers: Headers,
  messages: readonly Message[],
  named: string | null,
): CallingClient {
  const given = headers.get(CLIENT_HEADER)?.trim().toLowerCase() || named;
  if (given === null) {
    const client = ownName(headers, messages);
    return { client, clientLabel: client };
  }
  if (!CLIENT_LABEL.test(given)) {
    throw new CallError({
      status: 400,
      kind: "invalid_request",
      message: `${CLIENT_HEADER} must begin with a letter or a digit and hold up to 64 letters, digits, blanks and . _ + -`,
    });
  }
  return { client: knownClient(given), clientLabel: given };
}

function ownName(headers: Headers, messages: readonly Message[]): ClientName {
  if (headers.has("x-claude-code-session-id")) return "claude-code";
  const agent = headers.get("user-agent") ?? "";
  const own = AGENTS.find(([pattern]) => pattern.test(agent))?.[1] ?? "unknown";
  // What a router is built on names no client.
  const isForwarded = own === "unknown" || own === "ai-sdk" || own === "openai-sdk";
  return isForwarded && messages.some((message) => takeBillingLine(message) !== null) ? "claude-code" : own;
}

import type { AgentClient } from "@/e2e/clients/agent-client";
import { claudeCode } from "./claude-code";
import { codexBuiltIn, codexChat, codexResponses } from "./codex";
import { opencode } from "./opencode";
import { pi } from "./pi";
import { qwenCode } from "./qwen-code";

export const AGENT_CLIENTS: readonly AgentClient[] = [
  claudeCode,
  codexResponses,
  codexBuiltIn,
  codexChat,
  opencode,
  qwenCode,
  pi,
];

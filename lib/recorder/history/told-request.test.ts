import { describe, expect, it } from "vitest";
import { parseJson } from "@/lib/core/json/parse-json";
import { RULE_NAMES } from "@/lib/core/side-calls/read-rule-names";
import type { SaidBefore } from "@/lib/core/side-calls/said-before";
import { tellSideCall } from "@/lib/core/side-calls/tell-side-call";
import { readSettings } from "@/lib/settings/settings";
import { anthropicMessages } from "@/lib/wire/anthropic-messages";
import { openaiChat } from "@/lib/wire/openai-chat";
import { openaiResponses } from "@/lib/wire/openai-responses";
import type { Protocol } from "@/lib/wire/protocol";
import { clientRequests } from "@/test/recorder/client-requests";
import { afterConversation, BASH_TOOL, oneMessage, SAID, saidSession } from "@/test/recorder/said-session";
import { HAND_OFF_REQUESTS, piSummary, SUMMARY_REQUESTS } from "@/test/recorder/summary-requests";
import { toldRequest } from "./told-request";

const ALL = new Set(RULE_NAMES);

interface Given {
  readonly rules?: ReadonlySet<string>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly session?: SaidBefore;
}

function tell(protocol: Protocol, body: object, { rules = ALL, headers = {}, session }: Given = {}) {
  const call = protocol.parseRequest(parseJson(JSON.stringify(body)));
  return tellSideCall(toldRequest(call, headers, session ?? saidSession()), rules);
}

function kindOf(protocol: Protocol, body: object, given: Given = {}): string {
  return tell(protocol, body, given).kind;
}

describe("side calls", () => {
  it.each([
    ["opencode's title call", openaiChat, clientRequests.opencodeTitle, "title"],
    ["Claude Code's title call", anthropicMessages, clientRequests.claudeTitle, "title"],
    ["qwen-code's memory extraction", openaiChat, clientRequests.qwenMemory, "memory_extraction"],
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
      "inspect-ai's probe",
      openaiResponses,
      { model: "m", input: "Please say 'hello, world'", reasoning: { effort: "low", summary: "auto" } },
      "health_probe",
    ],
    [
      "aider's message for a commit",
      openaiChat,
      oneMessage(
        "You are an expert software engineer that generates concise, one-line Git commit messages based on the provided diffs.",
        `# USER\n${SAID.asked}\n# ASSISTANT\n${SAID.answered}\ndiff --git a/notes.txt b/notes.txt`,
      ),
      "commit_message",
    ],
  ] as const)("are told by their shape and its words: %s", (_, protocol, body, kind) => {
    expect(kindOf(protocol, body)).toBe(kind);
  });

  it.each(SUMMARY_REQUESTS)("are told where a client sums up the conversation: %s", (_, protocol, body) => {
    expect(kindOf(protocol, body)).toBe("compaction_summary");
  });

  it.each(HAND_OFF_REQUESTS)("are told where an agent without tools hands over its work: %s", (_, body) => {
    expect(kindOf(openaiChat, body, { session: saidSession({ tools: [] }) })).toBe("compaction_summary");
  });

  it.each([
    ["x-claude-code-request-class", "compaction", "compaction_summary"],
    ["x-claude-code-compaction", "manual", "compaction_summary"],
    ["x-interaction-type", "conversation-compaction", "compaction_summary"],
    ["x-openai-subagent", "compact", "compaction_summary"],
    ["x-openai-subagent", "memory_consolidation", "memory_extraction"],
    ["x-claude-code-request-class", "auxiliary", "side_call"],
    ["x-interaction-type", "conversation-background", "side_call"],
    ["x-claude-code-request-class", "main", "none"],
    ["x-openai-subagent", "collab_spawn", "none"],
    ["x-interaction-type", "conversation-agent", "none"],
  ])("are what the client says that they are: %s: %s", (header, value, kind) => {
    const ordinary = afterConversation("And now?", { tools: [BASH_TOOL] });
    const told = tell(openaiChat, ordinary, { headers: { [header]: value } });
    expect(told.kind).toBe(kind);
    if (kind !== "none") expect(told.sideCall?.evidence).toBe(`${header}: ${value}`);
  });

  it("are what Codex says in its metadata of the turn", () => {
    const metadata = { "x-codex-turn-metadata": JSON.stringify({ request_kind: "compaction" }) };
    const body = { model: "m", input: "Go on.", client_metadata: metadata };
    expect(tell(openaiResponses, body)).toEqual({
      kind: "compaction_summary",
      sideCall: {
        rule: "client_compaction",
        evidence: "x-codex-turn-metadata: request_kind compaction",
      },
    });
  });

  it("are none by their shape where the client says that the call is the conversation's", () => {
    const given = { headers: { "x-claude-code-request-class": "main" } };
    expect(kindOf(anthropicMessages, clientRequests.claudeCompaction, given)).toBe("none");
  });

  it("have the kind that their shape tells where the client says no more than that they are side calls", () => {
    const given = { headers: { "x-claude-code-request-class": "auxiliary" } };
    expect(kindOf(anthropicMessages, clientRequests.claudeTitle, given)).toBe("title");
  });

  it.each([
    [
      "a multiple choice that is answered in one token",
      {
        max_tokens: 1,
        messages: [
          { role: "system", content: "Answer with one letter." },
          { role: "user", content: "Which planet is the largest?\nA) Mars B) Jupiter" },
        ],
      },
    ],
    [
      "one token over a long history with tools",
      { max_tokens: 1, tools: [BASH_TOOL], messages: [{ role: "user", content: "A long task. ".repeat(9) }] },
    ],
    ["a sum", { max_tokens: 16, messages: [{ role: "user", content: "12 + 7 = ?" }] }],
    [
      "a task whose system text speaks of a title and the session",
      oneMessage(
        "You review pull requests. Say whether the PR's title or description, as edited by the agent in this session, fits the change.",
        "Title: Fix the parser. Change: a comma in the docs. Answer yes or no.",
      ),
    ],
    [
      "a check whose long system text asks for no title before its end",
      oneMessage(
        `You check permissions. ${"A rule of many. ".repeat(200)} Write the title of this session.`,
        "May the agent run ls?",
      ),
    ],
    [
      "a commit message for a diff that is no session's",
      oneMessage(
        "You write Git commit messages based on the provided diffs.",
        "diff --git a/x b/x\n+a new line",
      ),
    ],
    [
      "a question about titles, with tools",
      { tools: [BASH_TOOL], messages: [{ role: "user", content: "Generate a title for my blog." }] },
    ],
    [
      "a request to summarise, with tools",
      {
        tools: [BASH_TOOL],
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
    ["a summary of a conversation that was not led in this session", piSummary("Something else.")],
    ["the next task, which quotes an answer", oneMessage("", `Translate into French: ${SAID.answered}`)],
    ["a greeting without a limit", { messages: [{ role: "user", content: "hi" }] }],
    ["a long question", { messages: [{ role: "user", content: "Why is the sky blue? ".repeat(100) }] }],
  ])("are not: %s", (_, body) => {
    expect(kindOf(openaiChat, body)).toBe("none");
  });

  it("are not a user's own wish for a summary, in a session without tools", () => {
    const wish = afterConversation("Now summarize our conversation in one sentence.");
    expect(kindOf(openaiChat, wish, { session: saidSession({ tools: [] }) })).toBe("none");
  });

  it("say which rule told them and what it saw", () => {
    const [, , copilot] = SUMMARY_REQUESTS.find(([client]) => client === "Copilot over chat") ?? ["", "", {}];
    expect(tell(openaiChat, copilot).sideCall).toEqual({
      rule: "summary_without_tools",
      evidence: '"summary of the conversation", and tool_choice is none',
    });
    const [, , langChain] = SUMMARY_REQUESTS.find(([client]) => client.startsWith("LangChain")) ?? [
      "",
      "",
      {},
    ];
    expect(tell(openaiChat, langChain).sideCall?.rule).toBe("quoted_conversation");
    expect(tell(openaiChat, langChain).sideCall?.evidence).toContain(
      `the session's "${SAID.asked}" is quoted`,
    );
  });

  it("are not looked for when their rule is switched off", () => {
    const without = (choice: string) => ({ rules: readSettings({ TURNTREE_AUXILIARY: choice }).auxiliary });
    expect(kindOf(openaiChat, clientRequests.opencodeTitle, without("quota_probe"))).toBe("none");
    expect(kindOf(openaiChat, clientRequests.opencodeTitle, without("-title"))).toBe("none");
    expect(kindOf(openaiChat, clientRequests.opencodeTitle, without("all,-compaction_summary"))).toBe(
      "title",
    );
    expect(kindOf(openaiChat, piSummary(SAID.answered), without("-compaction_summary"))).toBe("none");
    expect(kindOf(openaiChat, piSummary(SAID.answered), without("compaction_summary"))).toBe(
      "compaction_summary",
    );
    expect(kindOf(openaiChat, clientRequests.opencodeTitle, without("none"))).toBe("none");
  });

  it("have names that the setting takes, and kinds of old recordings with them", () => {
    expect(readSettings({ TURNTREE_AUXILIARY: RULE_NAMES.join(",") }).auxiliary).toEqual(ALL);
    expect(readSettings({}).auxiliary).toEqual(ALL);
    expect(readSettings({ TURNTREE_AUXILIARY: "warm_up" }).auxiliary.size).toBe(0);
    expect(() => readSettings({ TURNTREE_AUXILIARY: "nothing" })).toThrow(RULE_NAMES.join(", "));
  });
});

import { describe, expect, it } from "vitest";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";
import { linearise } from "@/lib/core/samples/linearise";
import { RULE_NAMES } from "@/lib/core/side-calls/read-rule-names";
import { retellTurns } from "@/lib/core/side-calls/retell-turns";
import { buildSessionView } from "@/lib/core/view/build-session-view";
import { BASH_TOOL } from "@/test/recorder/said-session";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder();

const system = (content: string) => ({ role: "system", content });
const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });

/** Has the simulated engine answer this text to the message that holds it. */
function saying(text: string): string {
  return `\n[[sim ${JSON.stringify({ text })}]]`;
}

function calling(...calls: readonly (readonly [name: string, args: object])[]): string {
  return calls
    .map(([name, args]) => `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`)
    .join("\n");
}

interface Call {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

function chat(messages: readonly object[], more: object = {}): Call {
  return { body: { model: "m", messages, ...more } };
}

/** Plays calls one after another into a session of their own, and reads what its page shows of it. */
async function played(session: string, ...calls: readonly Call[]) {
  for (const { path = "/v1/chat/completions", headers = {}, body } of calls) {
    const response = await fetch(`${simulated.server.url}/s/${session}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    await response.text();
  }
  const recording = await simulated.server.runtime.store.readRecording(session);
  // A recorded turn is told as its call was.
  expect(retellTurns(recording.turns, new Set(RULE_NAMES))).toEqual([]);
  const policy = BUILT_IN_POLICIES.strict;
  const { turns, nodes, samples } = buildSessionView(recording, policy, linearise(recording, policy));
  return {
    kinds: turns.map(({ auxiliary }) => auxiliary),
    told: turns.map(({ side_call }) => side_call),
    spawned: turns.map(({ spawned_by }) => spawned_by?.call ?? null),
    causes: nodes.flatMap(({ fork_cause }) => fork_cause ?? []),
    trained: samples.flatMap(({ turns: [first] }) => first ?? []),
  };
}

const agent = system("You are an agent.");
const edit = user(`Edit the file of notes.${saying("The file of notes is edited.")}`);
const edited = assistant("The file of notes is edited.");

describe("small tasks", () => {
  it.each([
    [
      "a multiple choice in one token",
      chat([system("Answer with one letter."), user("Which is the largest?\nA) Mars B) Jupiter")], {
        max_tokens: 1,
      }),
    ],
    ["a sum in sixteen tokens", chat([user("12 + 7 = ?")], { max_tokens: 16 })],
    [
      "a review whose system text speaks of titles and the session",
      chat([
        system("You review pull requests. Say whether the PR's title, as edited in this session, fits."),
        user("Title: Fix the parser. Change: a comma in the docs."),
      ]),
    ],
  ])("train: %s", async (name, call) => {
    expect(await played(`small-${name.replaceAll(" ", "-")}`, call)).toMatchObject({
      kinds: ["none"],
      trained: [1],
    });
  });

  it("train where a user wants a conversation without tools summed up", async () => {
    const wish = user("Now summarize our conversation in one sentence.");
    const found = await played("wish", chat([edit]), chat([edit, edited, wish]));
    expect(found.kinds).toEqual(["none", "none"]);
  });
});

describe("summaries of a session", () => {
  const order =
    "You are about to hand off your work to another AI agent. Please provide a comprehensive summary of what you have accomplished so far.";

  it.each([
    ["terminus-2 before it hands over", chat([edit]), chat([edit, edited, user(order)])],
    [
      "OpenHands' condenser",
      chat([agent, edit]),
      chat([
        system("You are maintaining a context-aware state summary for an interactive agent."),
        user(
          `<EVENT>\n  Thought: ${edited.content}\n</EVENT>\nNow summarize the events using the rules above.`,
        ),
      ]),
    ],
    [
      "Copilot, which names the call in a header",
      chat([agent, edit], { tools: [BASH_TOOL] }),
      {
        headers: { "x-interaction-type": "conversation-compaction" },
        ...chat([agent, edit, edited, user("Tell what happened.")], { tools: [BASH_TOOL] }),
      },
    ],
    [
      "a client that asks for no tools",
      chat([agent, edit], { tools: [BASH_TOOL] }),
      chat([agent, edit, edited, user("Summarise the session.")], {
        tools: [BASH_TOOL],
        tool_choice: "none",
      }),
    ],
  ])("do not train, and the page says why: %s", async (name, first, second) => {
    const found = await played(`summary-${name.split(" ")[0]}`.replace(/[^\w-]/g, ""), first, second);
    expect(found).toMatchObject({ kinds: ["none", "compaction_summary"], trained: [1], causes: [] });
    expect(found.told[1]).toMatchObject({
      rule: expect.any(String),
      evidence: expect.any(String),
      prompt_tokens: expect.any(Number),
    });
  });

  it("are spawned by no call that they quote", async () => {
    const command = "echo 'third line' >> notes.txt && seq 300";
    const found = await played(
      "droid",
      chat([system("You are Droid."), user(`Edit.${saying(calling(["bash", { command }]))}`)], {
        tools: [BASH_TOOL],
      }),
      chat([
        system("You excel at creating summaries that capture the most salient details of conversations."),
        user(
          `Please summarize the following conversation:\nUSER: Edit.\nASSISTANT: {"command":"${command}"}`,
        ),
      ]),
    );
    expect(found).toMatchObject({ kinds: ["none", "compaction_summary"], spawned: [null, null], causes: [] });
  });

  it("are what a compaction is known by, though the new history is no shorter", async () => {
    const summary = "The file was edited with great care.";
    const found = await played(
      "longer",
      chat([agent, edit], { tools: [BASH_TOOL] }),
      chat([
        system("Summarize the provided coding session into a note."),
        user(`Summarize: ${edited.content}${saying(`<summary>${summary}</summary>`)}`),
      ]),
      chat([agent, user(`So far: ${summary}`), edit, edited, user("What does it say now?")], {
        tools: [BASH_TOOL],
      }),
    );
    expect(found).toMatchObject({
      kinds: ["none", "compaction_summary", "none"],
      causes: ["compaction"],
      trained: [1, 3],
    });
  });
});

describe("other conversations of a session", () => {
  it("are new where nothing was rewritten, delegated, summed up or asked for again", async () => {
    const norway = user(`What is the capital of Norway?${saying("Oslo.")}`);
    const italy = user(`What is the capital of Italy?${saying("Rome.")}`);
    const found = await played(
      "unrelated",
      chat([user(`What is one plus one?${saying("Two.")}`)], { tools: [BASH_TOOL] }),
      chat([norway]),
      chat([italy]),
      chat([italy, assistant("Rome."), user("And of Spain?")]),
      chat([user("Summarize this: it rains.")]),
      chat([norway]),
    );
    expect(found.causes).toEqual(Array(4).fill("new conversation"));
    expect(found.kinds).toEqual(Array(6).fill("none"));
  });

  it("are new where a guard checks the question before the agent is asked it", async () => {
    const weather = user("Weather in Oslo?");
    const guarded = await played(
      "guard",
      chat([system("Check."), weather]),
      chat([system("Help."), weather]),
    );
    expect(guarded.causes).toEqual(["new conversation"]);
  });

  it("do not begin beside inspect-ai's probe of a model", async () => {
    const probe = { path: "/v1/responses", body: { model: "m", input: "Please say 'hello, world'" } };
    const task = {
      path: "/v1/responses",
      body: { model: "m", instructions: "Be brief.", input: [user("3+4?")] },
    };
    expect(await played("inspect", probe, task)).toMatchObject({
      kinds: ["health_probe", "none"],
      causes: [],
      trained: [2],
    });
  });

  it("are sub-agents, each of its own call, where they share a system text", async () => {
    const [lines, words] = ["lines", "words"].map(
      (what) => `Count the ${what} of notes.txt and say the number.`,
    );
    const tasks = calling(["task", { description: lines }], ["task", { description: words }]);
    const tool = { type: "function", function: { name: "task", parameters: { type: "object" } } };
    const found = await played(
      "delegated",
      chat([agent, user(`Delegate.${saying(tasks)}`)], { tools: [tool] }),
      chat([system("You count."), user(lines ?? "")], { tools: [BASH_TOOL] }),
      chat([system("You count."), user(words ?? "")], { tools: [BASH_TOOL] }),
    );
    expect(found).toMatchObject({ causes: ["sub-agent", "sub-agent"], spawned: [null, 0, 1] });
  });
});

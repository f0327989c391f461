import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool, think } from "@/scenarios/speech";

const realigned = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Rename the function totl to total everywhere.")
  .call({ text: callTool("run", { command: "grep -rn totl src" }), tokenisation: "odd_end" })
  .tool("src/cart.py:12:def totl(items):")
  .call({ text: callTool("edit_file", { path: "src/cart.py", old: "def totl", new: "def total" }) })
  .tool("1 replacement made.")
  .call({ text: "It was defined in one place, and that is renamed." });

/** A short answer whose ids change when its text is encoded again. */
export const driftRealign: Scenario = {
  name: "drift-realign",
  shows: "Rendered afresh, a short answer encodes to other ids than were sampled, and slime realigns it.",
  tools: CODING_TOOLS,
  promptMode: "render",
  session: { group_index: 5, index: 50, policy: "slime" },
  steps: realigned.steps,
  finish: { reward: 1 },
};

const stripped = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Is the cache ever emptied?")
  .call({
    text: think(
      "I should look for a call of clear.",
      callTool("run", { command: "grep -rn cache.clear src" }),
    ),
  })
  .tool("src/jobs/nightly.py:8:    cache.clear()")
  .call({ text: think("One place, in the nightly job.", "Yes, once a night, by src/jobs/nightly.py.") })
  .user("What happens when that job fails?")
  .call({
    text: think(
      "The job's wrapper decides. I will read it.",
      callTool("read_file", { path: "src/jobs/wrapper.py" }),
    ),
  })
  .tool("def wrap(job):\n    try:\n        job()\n    except Exception:\n        alert(job)")
  .call({
    text: think("It alerts and goes on.", "Somebody is alerted, and the cache stays full until then."),
  });

/** Reasoning that the template takes out of the history as soon as the user speaks again. */
export const driftFork: Scenario = {
  name: "drift-fork",
  shows: "Rendered afresh, Qwen3's template strips earlier reasoning, so the second question's prompt forks.",
  tools: CODING_TOOLS,
  promptMode: "render",
  session: { group_index: 5, index: 51, policy: "slime" },
  steps: stripped.steps,
  finish: { reward: 0 },
};

/** The same session as a graft extends it: what was sampled stays in the prompt. */
export const driftSpared: Scenario = {
  ...driftFork,
  name: "drift-spared",
  shows: "The session of drift-fork, with prompts grafted on the sampled ids: nothing drifts.",
  promptMode: "graft",
  session: { group_index: 5, index: 52, policy: "slime" },
};

const nightly = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("The nightly import fails since yesterday. Find out why.")
  .call({
    text: think(
      "The log first, then what changed yesterday.",
      callTool("run", { command: "tail -5 log/import.log", timeout: 30 }),
    ),
  })
  .rewrite({ arguments: { command: "tail -5 log/import.log", timeout: 30 } })
  .tool("row 8812: could not convert string to float: '1.204,50'")
  .call({ text: callTool("read_file", { path: "src/import/parse.py" }), tokenisation: "odd_end" })
  .tool("def amount(text):\n    return float(text)")
  .call({
    text: think(
      "A thousands separator with a comma. The supplier changed its locale.",
      "Row 8812 writes its amount as 1.204,50, which float cannot read: the supplier began to use a comma yesterday.",
    ),
  })
  .user("Make it read both.")
  .call({
    text: think(
      "Take the dots out when there is a comma, then read it.",
      callTool("edit_file", {
        path: "src/import/parse.py",
        old: "return float(text)",
        new: "return float(text.replace('.', '').replace(',', '.') if ',' in text else text)",
      }),
    ),
    tokenisation: "odd_end",
  })
  .tool("1 replacement made.")
  .call({ text: "Amounts are now read with a point or a comma, and the import runs again." });

/** One session that a template would change in several ways, recorded with rendered prompts. */
export const driftRender: Scenario = {
  name: "drift-render",
  shows:
    "A session recorded with rendered prompts: arguments, spelling and reasoning drift. Compare with drift-graft.",
  tools: CODING_TOOLS,
  promptMode: "render",
  session: { group_index: 5, index: 54, policy: "strict" },
  steps: nightly.steps,
  finish: { reward: 1 },
};

/** The same session with grafted prompts. */
export const driftGraft: Scenario = {
  ...driftRender,
  name: "drift-graft",
  shows: "The session of drift-render with prompts grafted on what was sampled: the same drift, spared.",
  promptMode: "graft",
  session: { group_index: 5, index: 55, policy: "strict" },
};

/** 28,404 sampled tokens with the stop, of which only the last word is spelled oddly. */
const LONG_LINE = "Warning: the disk is full.\n";
const LONG_LINES = 4_057;

const whole = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Copy the nightly log into your answer, then count its warnings.")
  .call({ text: LONG_LINE, repeat: LONG_LINES, tokenisation: "odd_end" }, { maxTokens: 32_000 })
  .user("How many were there?")
  .call({
    text: "I counted the lines that I copied above, one warning on each of them, and I compared the count with the number of lines in the file itself, which is the same. So there were four thousand and fifty-seven warnings about the disk in the nightly log, and nothing but warnings at all.",
  });

/** THUDM/slime issue 2338: a 61-token turn zeroes the 28,404 tokens before it. */
export const slimeIssue2338: Scenario = {
  name: "slime-issue-2338",
  shows:
    "A drifted last word and a short next turn: slime masks all 28,404 tokens before it, the repaired policy a few.",
  tools: [],
  promptMode: "render",
  session: { group_index: 5, index: 53, policy: "slime" },
  steps: whole.steps,
  finish: { reward: 1 },
};

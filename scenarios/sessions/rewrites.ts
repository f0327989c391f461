import type { Scenario } from "@/scenarios/scenario";
import { ScenarioWriter } from "@/scenarios/scenario-writer";
import { CODING_AGENT, CODING_TOOLS, callTool } from "@/scenarios/speech";

const redacted = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("Why can the mail job not log in?")
  .call({ text: `The password may be wrong.\n${callTool("run", { command: "env | grep MAIL" })}` })
  .tool("MAIL_USER=robot\nMAIL_PASSWORD=hunter2")
  .call({
    text: `The job logs in as robot with hunter2.\n${callTool("run", { command: "tail -3 log/mail.log" })}`,
  })
  .tool("535 authentication failed for robot")
  .call({ text: callTool("run", { command: "date" }) })
  .rewrite({ content: "The job logs in as robot with [redacted]." }, 1)
  .tool("Sun Nov 22 13:00:00 UTC 2026")
  .call({ text: "The server refuses the password of robot; it has to be set anew." });

/** The client changes an earlier turn that others already follow. */
export const rewriteFork: Scenario = {
  name: "rewrite-fork",
  shows:
    "A guard takes a secret out of an earlier answer: what was sampled stays as a leaf, the change forks.",
  tools: CODING_TOOLS,
  session: { group_index: 4, index: 40, label: "password refused" },
  steps: redacted.steps,
  finish: { reward: 1 },
};

const trimmed = new ScenarioWriter()
  .system(CODING_AGENT)
  .user("In which year did the project start?")
  .call({ text: "Sure! I would be glad to help. The first commit is from 2019." })
  .rewrite({ content: "The first commit is from 2019." })
  .user("And who wrote it?")
  .call({ text: callTool("run", { command: "git log --reverse --format=%an | head -1" }) })
  .tool("Ada Smith")
  .call({ text: "Ada Smith wrote it." });

/** The client changes a short answer that nothing follows yet. */
export const rewriteMerge: Scenario = {
  name: "rewrite-merge",
  shows: "A client trims a short answer before it goes on: the slime policy merges the rewrite, others fork.",
  tools: CODING_TOOLS,
  session: { group_index: 4, index: 41, policy: "slime" },
  steps: trimmed.steps,
  finish: { reward: 1 },
};

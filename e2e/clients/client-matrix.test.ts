import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientMatrix } from "./client-matrix";
import type { ClientReport } from "./client-report";

const RAN: ClientReport = {
  client: "pi",
  version: "0.73.1",
  protocol: "openai_chat",
  family: "Qwen3",
  outcome: "ran",
  problems: [],
  turns: { none: 9, compaction_summary: 1 },
  sub_agent_turns: 0,
  lost: 2,
  retries: 1,
  forks: { compaction: 1 },
  accepted_rewrites: { tool_arguments: 2 },
  samples: 2,
  sampled_tokens: 400,
  trained_tokens: 390,
};

test("a row shows turns, forks, rewrites and the trained share", () => {
  expect(clientMatrix([RAN])).toContain(
    "| pi 0.73.1 | openai_chat | Qwen3 | 9 | 0 | 1 compaction summary | 2 | 1 | 1 compaction | 2 tool arguments | 2 | 97.5 % of 400 | passed |",
  );
});

test("a client that could not be run is shown with the reason and never as passed", () => {
  const page = clientMatrix([
    {
      client: "Codex",
      version: "0.169.0",
      protocol: "openai_responses",
      family: "Qwen3",
      outcome: "not_run",
      reason: "npm: 404 Not Found",
    },
  ]);
  expect(page).toContain("| not run: npm: 404 Not Found |");
  expect(page).not.toContain("| passed |");
});

test("what is wrong is listed below the table", () => {
  const page = clientMatrix([{ ...RAN, problems: ["forks: 1 branch, not 0"] }]);
  expect(page).toContain("| failed |");
  expect(page).toContain("## pi 0.73.1, Qwen3\n\n- forks: 1 branch, not 0");
});

test("the page in docs/ has the words that are written here", () => {
  const [words] = clientMatrix([]).split("\n| Client |");
  expect(readFileSync("docs/clients.md", "utf8").split("\n| Client |")[0]).toBe(words);
});

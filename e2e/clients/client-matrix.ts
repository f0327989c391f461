import type { ClientReport, RanReport } from "./client-report";

const HEADER = [
  "Client",
  "Protocol",
  "Template",
  "Turns",
  "Sub-agent",
  "Auxiliary",
  "Lost",
  "Retries",
  "Forks by cause",
  "Accepted rewrites",
  "Samples",
  "Trained",
  "Result",
];

const INTRODUCTION = `# Clients

Written by \`npm run test:clients\`; edit nothing here by hand. Each row is a real client, run headless against the built Turntree and the simulated engine in a network that holds only loopback. It reads and edits a file over four requests of its user, with parallel calls. There is a sub-agent where the client has one, and a compaction where one can be driven.

On the way the engine refuses a call, hangs up on another before its first token, and on a third in mid-answer. The user also stops the client in the middle of an answer and starts it again. Calls that fail before their first token leave no turn: the client's second try is the turn. Answers that broke off are turns that never train, counted as lost. One that the client asks for again is a retry. Auxiliary calls (titles, summaries) are turns beside the conversation and do not train.

A row passes when

- the file is as asked;
- every answer that the engine sampled is a turn of one session, delivered but for those two;
- the session forks only where its history was really replaced;
- every trained token was sampled by the engine at that position, after exactly those tokens, with that log-prob.

Samples are those of the policy \`strict\`.

When a stream breaks off, Codex 0.94 and pi ask again. Codex 0.169 asks again with the reasoning that it got, if that was whole. The client opencode asks again and keeps an empty answer, or the reasoning, in its history from then on. Claude Code asks again until the first block of the answer is whole, later it ends with an error. Qwen Code always ends with one. The next request of those two goes on without the lost answer.

![A session of Claude Code and its sub-agent](clients-claude-code.png)

Claude Code: the double line leads from the call to the sub-agent that it spawned.

![A session of Codex and its sub-agent](clients-codex.png)

Codex, with the thread that it spawned.

![A session of Claude Code after a compaction](clients-compaction.png)

Claude Code, where it goes on from a summary.

Claude Code asks for titles in its interactive mode only, and with a key of one's own it sends no quota probe. The rule for titles has such a request, captured, as its test.

Clients are kept below \`turntree/clients\` in the user's cache folder, or in \`TURNTREE_CLIENTS_CACHE\`. \`--only claude-code,codex\` and \`--families qwen3\` run a part and leave this page as it is.`;

/** The page docs/clients.md: a row for each client and template family, and what was wrong below. */
export function clientMatrix(reports: readonly ClientReport[]): string {
  const failed = reports.flatMap((report) =>
    report.outcome === "ran" && report.problems.length > 0 ? [report] : [],
  );
  return [
    INTRODUCTION,
    [row(HEADER), row(HEADER.map(() => "---")), ...reports.map((report) => row(cells(report)))].join("\n"),
    ...failed.map(problemList),
  ]
    .join("\n\n")
    .concat("\n");
}

function cells(report: ClientReport): readonly string[] {
  const first = [`${report.client} ${report.version}`, report.protocol, report.family];
  if (report.outcome === "not_run") {
    return [...first, ...Array.from({ length: HEADER.length - 4 }, () => ""), `not run: ${report.reason}`];
  }
  const { none = 0, ...auxiliary } = report.turns;
  return [
    ...first,
    `${none}`,
    `${report.sub_agent_turns}`,
    countList(auxiliary),
    `${report.lost}`,
    `${report.retries}`,
    countList(report.forks),
    countList(report.accepted_rewrites),
    `${report.samples}`,
    trainedShare(report),
    report.problems.length === 0 ? "passed" : "failed",
  ];
}

function trainedShare({ trained_tokens, sampled_tokens }: RanReport): string {
  const share = sampled_tokens === 0 ? 0 : trained_tokens / sampled_tokens;
  return `${(share * 100).toFixed(1)} % of ${sampled_tokens}`;
}

function countList(counts: Readonly<Record<string, number>>): string {
  const shown = Object.entries(counts).map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`);
  return shown.length === 0 ? "none" : shown.join(", ");
}

function problemList(report: RanReport): string {
  const lines = report.problems.map((problem) => `- ${problem.replaceAll(/\s+/g, " ")}`);
  return [`## ${report.client} ${report.version}, ${report.family}`, "", ...lines].join("\n");
}

function row(columns: readonly string[]): string {
  return `| ${columns.map((column) => column.replaceAll("|", "\\|")).join(" | ")} |`;
}

import type { ClientReport, RanReport } from "./client-report";

const HEADER = [
  "Client",
  "Protocol",
  "Template",
  "Turns",
  "Sub-agent",
  "Auxiliary",
  "Retries",
  "Forks by cause",
  "Accepted rewrites",
  "Samples",
  "Trained",
  "Result",
];

const INTRODUCTION = `# Clients

Written by \`npm run test:clients\`; edit nothing here by hand. Each row is a real client, run headless against the
built Turntree and the simulated engine in a network that holds only loopback. It reads and edits a file over three
requests of its user, with parallel calls, a call that the engine refuses and one on which it hangs up, a sub-agent
where the client has one and a compaction where one can be driven. Failed calls leave no turn; the client's
second try is the turn. Auxiliary calls (titles, summaries) are turns beside the conversation and do not train.

A row passes when the file is as asked, every answer that the engine sampled to its end is a delivered turn of one
session, the session forks only where its history was really replaced, and every trained token was sampled by the
engine at that position, after exactly those tokens, with that log-prob. Samples are those of the policy \`strict\`.

Clients are kept below \`turntree/clients\` in the user's cache folder, or in \`TURNTREE_CLIENTS_CACHE\`.
\`--only claude-code,codex\` and \`--families qwen3\` run a part and leave this page as it is.`;

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
